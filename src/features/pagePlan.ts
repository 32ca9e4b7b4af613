import type { Plan, PlanStep } from '../core/plan.ts';
import { applyVerb, planTitle, type StepProgress } from '../core/planView.ts';
import type { PagePlan, PagePlanStep } from '../protocol.ts';

/** A plan that was shown to the user, and how far it is. */
export interface ShownPlan {
  readonly id: string;
  readonly plan: Plan;
  readonly phase: PagePlan['phase'];
  /** By step. */
  readonly progress: ReadonlyMap<string, StepProgress>;
  /** Instead of the usual title. */
  readonly title?: string;
  readonly report?: string;
}

/** @param obstacle why nothing can be applied now, if so. */
export function pagePlan(shown: ShownPlan, obstacle: string | undefined): PagePlan {
  const { id, plan, phase, report } = shown;
  const selected = plan.steps.filter((step) => step.selected);
  return {
    id,
    title: shown.title ?? planTitle(plan),
    phase,
    steps: plan.steps.map((step) => pageStep(step, shown.progress.get(step.id))),
    applyLabel: `${applyVerb(selected)}…`,
    ...(obstacle === undefined ? {} : { obstacle }),
    ...(report === undefined ? {} : { report }),
  };
}

function pageStep(step: PlanStep, progress: StepProgress | undefined): PagePlanStep {
  const { id, title, changes, facts, selected, refusal } = step;
  return {
    id,
    title,
    changes,
    facts,
    selected,
    ...(refusal === undefined ? {} : { refusal: `${refusal.reason} ${refusal.remedy}` }),
    state: progress?.state ?? 'planned',
    message: progress?.message ?? '',
  };
}
