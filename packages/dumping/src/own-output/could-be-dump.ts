/**
 * Whether a file with this name could be a dump under a name that a user chose: false for the usual names of program code,
 * configuration, pictures and other data. Nearly all files of a tree are of these kinds, and aren't opened.
 */
export function couldBeDump(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot === -1 ? !otherNames.has(name) : !otherKinds.has(name.slice(dot + 1));
}

const otherNames = new Set(
  'Makefile Kconfig Kbuild Dockerfile Containerfile Jenkinsfile Gemfile Rakefile Procfile BUILD WORKSPACE LICENSE COPYING'.split(
    ' ',
  ),
);

const otherKinds = new Set(
  [
    'c h cc cpp cxx hh hpp hxx inc m mm s S asm cu f f90 for pas d zig rs go swift java kt kts scala groovy gradle clj cljs',
    'cs fs vb py pyi pyx ipynb rb erb php pl pm t lua r R jl ex exs erl hrl hs elm ml mli dart nim v sv vhd sol proto',
    'js mjs cjs jsx ts mts cts tsx vue svelte astro css scss sass less styl html htm xhtml ejs hbs wasm map',
    'sh bash zsh fish ps1 bat cmd awk sed tcl vim el lisp scm sql graphql gql cmake mk mak am ac m4 in ld lds',
    'json json5 yaml yml toml ini cfg conf config properties env lock xml xsd xsl xslt plist csv tsv dts dtsi dtso tf hcl nix bzl',
    'rst tc cocci gitignore gitattributes gitmodules gitkeep keep editorconfig npmrc nvmrc dockerignore dumpignore prettierrc eslintrc',
    'png jpg jpeg gif svg webp avif ico bmp tif tiff psd ppm mp3 ogg wav flac mp4 mkv webm mov avi pdf ps eps',
    'woff woff2 ttf otf eot doc docx xls xlsx ppt pptx odt ods',
    'o a so ko dll dylib exe lib obj class jar war pyc pyo whl tar tgz bz2 xz zst 7z rar deb rpm iso img bin dat db sqlite',
    'po pot mo pem crt key cer p12 patch diff',
  ].flatMap((line) => line.split(' ')),
);
