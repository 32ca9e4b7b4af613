import { cpus } from 'node:os';
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import type { Finding, Verdict } from './finding.ts';

const heads = ['Goal', 'What', 'Measured', 'Bound', ''] as const;

/** The table as a terminal shows it. */
export function terminalTable(findings: readonly Finding[]): string {
  const rows = [heads, ...findings.map((finding) => cells(finding, 'MISSED'))];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

/** `41 met, 2 missed` */
export function summary(findings: readonly Finding[]): string {
  const count = (verdict: Verdict): number =>
    findings.filter((finding) => finding.verdict === verdict).length;
  return `${count('met')} met, ${count('missed')} missed`;
}

/** What it was measured on; `programs` are named with their versions. */
export function machineText(programs: readonly string[]): string {
  const { platform, arch, version } = process;
  const all = [`Node.js ${version.slice(1)}`, ...programs].join(', ');
  return `Measured on ${platform} ${arch} with ${cpus().length} cores: ${all}. Figures are medians.`;
}

const section = /(<!-- bench:start -->)[^]*(<!-- bench:end -->)/;

/** Puts the table between the markers of a Markdown file. */
export async function writeMarkdown(
  file: string,
  findings: readonly Finding[],
  machine: string,
): Promise<void> {
  const text = await readFile(file, 'utf8');
  if (!section.test(text)) throw new Error(`${file} has no bench:start and bench:end.`);
  const rows = [
    heads,
    heads.map(() => '---'),
    ...findings.map((finding) => cells(finding, '**missed**')),
  ];
  const table = rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
  const next = text.replace(
    section,
    (_, start: string, end: string) => `${start}\n\n${machine}\n\n${table}\n\n${end}`,
  );
  await writeFile(file, await format(next, { ...(await resolveConfig(file)), filepath: file }));
}

function cells(finding: Finding, missed: string): readonly string[] {
  const { goal, subject, measured, target, verdict } = finding;
  const words = { met: 'met', missed, none: '' };
  return [goal, subject, measured, target, words[verdict]];
}
