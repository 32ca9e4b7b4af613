import type { DraftMessage, MappingDraft } from '../../src/core/mappingDraft.ts';
import type { PageForm, PagePlan, PagePlanStep, PageStaged } from '../../src/protocol.ts';

/** A draft with the given facts, and for the rest that of a port on this host only. */
export function sampleDraft(facts: Partial<MappingDraft> = {}): MappingDraft {
  return {
    target: 'web-1',
    address: '127.0.0.1',
    hostPort: '',
    containerPort: '',
    protocol: 'tcp',
    others: [],
    name: '',
    exposed: '',
    publishAll: false,
    autoCorrect: false,
    ...facts,
  };
}

/** The form for a new mapping, with two containers to choose from. */
export function sampleForm(facts: Partial<PageForm> = {}): PageForm {
  return {
    title: 'Add Mapping',
    kind: 'mapping',
    targets: [
      {
        id: 'web-1',
        label: 'web-1 (shop)',
        detail: 'nginx:1.27 · Running',
        suggestions: ['80/tcp', '443/tcp', '53/udp'],
        consequence: 'web-1 is recreated when you apply: a few seconds of downtime.',
      },
      {
        id: 'rtp-1',
        label: 'rtp-1',
        detail: 'rtpengine:12 · Stopped',
        suggestions: [],
        consequence: 'rtp-1 is recreated when you apply, and stays stopped.',
      },
    ],
    draft: sampleDraft({ hostPort: '8081' }),
    ...facts,
  };
}

/** The form for an image that is to be run. */
export function runForm(): PageForm {
  return sampleForm({
    title: 'Run Image',
    kind: 'run',
    targets: [
      {
        id: 'image:nginx:1.27',
        label: 'nginx:1.27',
        detail: 'a new container',
        suggestions: ['80/tcp'],
        consequence: 'A new container is made of the image and started when you apply.',
      },
    ],
    draft: sampleDraft({ target: 'image:nginx:1.27', hostPort: '8081', containerPort: '80' }),
  });
}

/** Somebody else has the port. */
export const taken: DraftMessage = {
  field: 'hostPort',
  level: 'error',
  text: '8081 is published by api-1 (running).',
  fixes: [
    { label: 'Use 8082', change: { hostPort: '8082' } },
    { label: 'Go to api-1', change: {}, shows: 'db-1' },
  ],
};

export const openToAll: DraftMessage = {
  field: 'address',
  level: 'info',
  text: "Other devices can reach this port. Docker's rules bypass UFW.",
  fixes: [{ label: 'Restrict to this host', change: { address: '127.0.0.1' } }],
};

export const threeStaged: PageStaged = {
  count: 3,
  text: '3 staged changes in 2 containers',
  canRestore: false,
};

export function sampleStep(facts: Partial<PagePlanStep> & Pick<PagePlanStep, 'id'>): PagePlanStep {
  return {
    title: `Recreate ${facts.id}`,
    changes: ['add 6379 → 6379/tcp on this host only'],
    facts: [
      { kind: 'keeps', text: '2 networks (front, back), volume cache-data', details: [] },
      { kind: 'loses', text: 'Nothing is lost.', details: [] },
      { kind: 'downtime', text: 'about 2 seconds', details: [] },
      { kind: 'undo', text: 'the original is kept, stopped', details: [] },
    ],
    selected: true,
    state: 'planned',
    message: '',
    ...facts,
  };
}

/** Three steps: one with everything, one like most, one that cannot be done. */
export function samplePlan(facts: Partial<PagePlan> = {}): PagePlan {
  return {
    id: 'plan-1',
    title: 'Plan: 3 changes in 3 containers',
    phase: 'review',
    steps: [
      sampleStep({
        id: 'cache-1',
        facts: [
          { kind: 'place', text: 'compose.yaml is where cache belongs.', details: [] },
          { kind: 'warning', text: 'The image redis:8 is another one by now.', details: [] },
          { kind: 'keeps', text: '2 networks (front, back), volume cache-data', details: [] },
          { kind: 'loses', text: '2 files in a tmpfs', details: ['/run/a', '/run/b'] },
          { kind: 'downtime', text: 'about 2 seconds', details: [] },
          { kind: 'undo', text: 'the original is kept as cache-1_before_ports', details: [] },
        ],
      }),
      sampleStep({ id: 'web-1' }),
      sampleStep({
        id: 'task-1',
        facts: [],
        selected: false,
        refusal: 'This container belongs to a Swarm service; change the service instead.',
      }),
    ],
    applyLabel: 'Recreate 2 Containers…',
    ...facts,
  };
}
