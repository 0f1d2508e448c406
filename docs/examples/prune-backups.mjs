// node prune-backups.mjs DIRECTORY [--apply]: keeps 7 daily, 4 weekly and 12 monthly backups DATABASE_YYYY-MM-DD.sql.gz.
import { readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { planRetention } from '@create-dump/retention';

const [directory, apply] = process.argv.slice(2);
const backups = (await readdir(directory)).flatMap((id) => {
  const [, group, day] = /^(.+)_(\d{4}-\d\d-\d\d)\.sql\.gz$/.exec(id) ?? [];
  return day === undefined ? [] : [{ id, group, time: new Date(day), sequence: 0 }];
});
const policy = { keepDaily: 7, keepWeekly: 4, keepMonthly: 12 };
const { keep, remove } = planRetention(backups, policy, { now: new Date() });
for (const { item, reasons } of keep) console.log('keep', item.id, reasons[0].message);
for (const { item, reasons } of remove) {
  console.log('remove', item.id, reasons[0].message);
  if (apply === '--apply') await unlink(join(directory, item.id));
}
