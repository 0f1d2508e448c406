/** The button that switches between light and dark. The page begins with what the system prefers, and stores nothing. */
export function switchTheme(press: HTMLElement): void {
  press.addEventListener('click', () => {
    const { documentElement: root } = document;
    const isDark = root.dataset['theme']
      ? root.dataset['theme'] === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset['theme'] = isDark ? 'light' : 'dark';
  });
}
