import { keepFreePages } from './keep-free-pages.mjs';

/**
 * Runs a program's main function; what it throws becomes a message and the exit code 1. Ctrl-C ends the command that is
 * measured: main sees it fail and cleans up.
 *
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  process.on('SIGINT', () => {});
  try {
    await keepFreePages(main);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
