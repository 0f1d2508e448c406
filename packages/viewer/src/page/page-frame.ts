import type { PageAssets } from './page-assets.js';

/** The page up to its data, and after them. */
export interface PageFrame {
  readonly head: string;
  readonly tail: string;
}

/** The HTML of the page. Nothing of a dump is in it: names are written by the script, as text. */
export function pageFrame({ script, style, csp }: PageAssets, policy = csp): PageFrame {
  return {
    head: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>create-dump</title>
<style>${style}</style>
</head>
<body>
${body}
`,
    tail: `
<script type="module">${script}</script>
</body>
</html>
`,
  };
}

const body = `<header>
<button type="button" id="menu" aria-controls="sidebar" aria-expanded="false">Files</button>
<h1><button type="button" id="home"><span id="name">Loading…</span></button></h1>
<span id="proof" class="badge" role="status"></span>
<form id="search" role="search">
<input id="query" type="search" placeholder="Search contents ( / )" aria-label="Search contents" autocomplete="off" spellcheck="false">
<label><input id="ignore-case" type="checkbox">Ignore case</label>
</form>
<button type="button" id="theme" aria-label="Switch between light and dark">◐</button>
<button type="button" id="help-open" aria-label="Keyboard shortcuts">?</button>
</header>
<nav id="sidebar" aria-label="Files">
<div><input id="filter" type="search" placeholder="Filter files ( t )" aria-label="Filter files" autocomplete="off" spellcheck="false"></div>
<div id="tree" role="tree" aria-label="Files" tabindex="0"></div>
</nav>
<main id="main">
<div id="bar" hidden></div>
<div id="overview"></div>
<div id="content" role="region" aria-label="Content" tabindex="0" hidden></div>
<div id="note" hidden></div>
<div id="results" hidden></div>
</main>
<dialog id="help" aria-labelledby="help-title">
<h2 id="help-title">Keyboard</h2>
<dl>
<dt><kbd>/</kbd></dt><dd>Search contents</dd>
<dt><kbd>t</kbd></dt><dd>Filter files</dd>
<dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>Next file, previous file</dd>
<dt><kbd>↑</kbd> <kbd>↓</kbd> <kbd>←</kbd> <kbd>→</kbd></dt><dd>Move in the tree</dd>
<dt><kbd>Esc</kbd></dt><dd>Leave the search</dd>
<dt><kbd>?</kbd></dt><dd>This list</dd>
</dl>
<button type="button" id="help-close">Close</button>
</dialog>
<noscript>This page needs JavaScript. It runs offline, and sends nothing.</noscript>
`;
