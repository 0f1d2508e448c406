/**
 * Milliseconds of processor time that this process has used. For bounds on how much work something takes: unlike bounds on the time
 * of day, they hold on a busy machine.
 */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
