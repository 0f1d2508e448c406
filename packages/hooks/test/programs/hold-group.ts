/** Starts a process that lasts, in a group that is bound to this program, and prints its id. */
import { spawn } from 'node:child_process';
import { createBond } from '../../src/create-bond.js';

const bond = createBond();
const child = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
bond.hold(child.pid ?? 0);
process.stdout.write(`${child.pid}\n`);
if (process.argv[2] === 'disposes') {
  bond[Symbol.dispose]();
  child.unref();
}
