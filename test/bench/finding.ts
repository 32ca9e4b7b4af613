/** One line of the table: what was measured, beside the goal. */
export interface Finding {
  /** Number of the goal: `G1`. */
  readonly goal: string;
  readonly subject: string;
  readonly measured: string;
  /** The bound; empty where there is none. */
  readonly target: string;
  readonly verdict: Verdict;
}

/** `none`: there is no bound, the figure stands for itself. */
export type Verdict = 'met' | 'missed' | 'none';

/** A ratio, with a bound that it must not exceed; `details` says what stands behind it. */
export function ratioFinding(
  goal: string,
  subject: string,
  { ratio, details }: { readonly ratio: number; readonly details: string },
  bound?: number,
): Finding {
  return {
    goal,
    subject,
    measured: `${ratioText(ratio)} (${details})`,
    ...judged(ratio, bound, ratioText),
  };
}

/** A count or a time, with a bound that it must not exceed. */
export function boundFinding(
  goal: string,
  subject: string,
  { value, text }: { readonly value: number; readonly text: string },
  bound?: { readonly value: number; readonly text: string },
): Finding {
  return { goal, subject, measured: text, ...judged(value, bound?.value, () => bound?.text ?? '') };
}

/** A figure without a bound. */
export function figure(goal: string, subject: string, measured: string): Finding {
  return { goal, subject, measured, target: '', verdict: 'none' };
}

function judged(
  value: number,
  bound: number | undefined,
  text: (bound: number) => string,
): Pick<Finding, 'target' | 'verdict'> {
  if (bound === undefined) return { target: '', verdict: 'none' };
  const target = bound === 0 ? text(bound) : `≤ ${text(bound)}`;
  return { target, verdict: value <= bound ? 'met' : 'missed' };
}

/** `1.04 ×`; a small one as a fraction, `1/127`. */
function ratioText(ratio: number): string {
  return ratio < 0.3 ? `1/${significant(1 / ratio)}` : `${ratio.toFixed(2)} ×`;
}

/** `3.2 ms`, `118 ms`. */
export function milliseconds(time: number): string {
  return `${significant(time)} ms`;
}

/** `3.2 / 118 ms`: ours, then what it is compared to. */
export function against(ours: number, other: number, unit: string): string {
  return `${significant(ours)} / ${significant(other)} ${unit}`;
}

/** Two digits after the point below 1, one below 10, none above. */
export function significant(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size < 1 ? 2 : size < 10 ? 1 : 0);
}
