import type { PlanFact } from '../src/core/planFacts.ts';
import type { PagePlan, PagePlanStep } from '../src/protocol.ts';

export const factWords: Readonly<Record<PlanFact['kind'], string>> = {
  place: 'Place',
  warning: 'Warning',
  keeps: 'Keeps',
  loses: 'Loses',
  downtime: 'Downtime',
  undo: 'Undo',
};

export const stateWords: Readonly<Record<PagePlanStep['state'], string>> = {
  planned: '',
  applying: 'Applying',
  done: 'Done',
  failed: 'Failed',
  skipped: 'Skipped',
};

/** The label of the button that applies these steps. */
export function applyWords({ steps, applyLabel }: PagePlan, chosen: ReadonlySet<string>): string {
  if (steps.every(({ id, selected }) => selected === chosen.has(id))) return applyLabel;
  return chosen.size === 1 ? 'Apply 1 Step…' : `Apply ${chosen.size} Steps…`;
}

/** The plan as plain text, for a message or a ticket. */
export function planText({ title, steps, obstacle, report }: PagePlan): string {
  const lines = [title, ...steps.flatMap(stepLines)];
  return [...lines, ...[obstacle, report].filter((text) => text !== undefined), ''].join('\n');
}

function stepLines(step: PagePlanStep, place: number): string[] {
  const { title, changes, facts, refusal, state, message } = step;
  const progress = [stateWords[state], message].filter((text) => text !== '').join(': ');
  return [
    `${place + 1}. ${title}`,
    ...changes.map((change) => `   ${change}`),
    ...(refusal === undefined ? [] : [`   Cannot be done: ${refusal}`]),
    ...facts.flatMap(({ kind, text, details }) => [
      `   ${factWords[kind]}: ${text}`,
      ...details.map((detail) => `     ${visible(detail)}`),
    ]),
    ...(progress === '' ? [] : [`   ${progress}`]),
  ];
}

/** A detail on one line: the name of a file may hold line ends and other control characters. */
export function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, '\uFFFD');
}
