/**
 * Transformer of shiki: in a `console` block, the copy button takes the commands, without their prompts and without the output.
 *
 * @type {NonNullable<import('vitepress').MarkdownOptions['codeTransformers']>[number]}
 */
export const markCommands = {
  name: 'mark-commands',
  line(line) {
    if (this.options.lang !== 'console') return;
    const [first] = line.children;
    const text = first?.type === 'element' ? first.children[0] : undefined;
    if (first?.type !== 'element' || text?.type !== 'text' || !/^[$>]/.test(text.value)) {
      this.addClassToHast(line, ignored);
      return;
    }
    // The prompt is a token of its own, or the beginning of one.
    const [prompt = ''] = /^[$>] ?/.exec(text.value) ?? [];
    text.value = text.value.slice(prompt.length);
    line.children.unshift({
      type: 'element',
      tagName: 'span',
      properties: { class: `${ignored} prompt` },
      children: [{ type: 'text', value: prompt }],
    });
  },
};

/** What VitePress leaves out of a copy. */
const ignored = 'vp-copy-ignore';
