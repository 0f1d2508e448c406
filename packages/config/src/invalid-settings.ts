import { CreateDumpError } from '@create-dump/core';
import { formatIssue, type SettingIssue } from './setting-issue.js';

/** More issues than anyone reads, but too few to flood a log. */
const mostIssues = 100;

/** The error `CONFIG_INVALID` with a line for each issue. */
export function invalidSettings(issues: readonly SettingIssue[]): CreateDumpError {
  const lines = issues.slice(0, mostIssues).map(formatIssue);
  if (issues.length > mostIssues) lines.push(`and ${issues.length - mostIssues} more`);
  const head = issues.length > 1 ? [`${issues.length} settings are wrong:`] : [];
  return new CreateDumpError('CONFIG_INVALID', [...head, ...lines].join('\n'));
}
