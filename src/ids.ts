/** The names that the manifest and the code share. A test holds each against package.json. */

export const viewId = 'portMappings.mappings';
export const panelType = 'portMappings.panel';
export const logName = 'Port Mappings';

/** Every command, without its prefix `portMappings.`. */
export const commandNames = [
  'openPanel',
  'showInPanel',
  'revealInTree',
  'refresh',
  'filter',
  'clearFilter',
  'groupBy',
  'showStopped',
  'hideStopped',
  'showExposedOnly',
  'hideExposedOnly',
  'showMore',
  'openInBrowser',
  'copyAddress',
  'copyPublish',
  'copyRunCommand',
  'copyTable',
  'whichHostPort',
  'goToSource',
  'addMapping',
  'editMapping',
  'removeMapping',
  'unstage',
  'publishExposed',
  'publishAllExposed',
  'restrictToHost',
  'publishOnAllInterfaces',
  'findFreePort',
  'pinDynamicPort',
  'runImage',
  'reviewStaged',
  'applyStaged',
  'discardStaged',
  'addForwards',
  'forwardWithVagrant',
  'revealFromEditor',
  'copyRunLine',
  'turnOffCheck',
  'undoLastApply',
  'cleanUpOriginals',
  'openWalkthrough',
  'selectConnection',
  'copyFixCommand',
  'install',
  'diagnose',
  'showLog',
] as const;
export type CommandName = (typeof commandNames)[number];

export function commandId(name: CommandName): string {
  return `portMappings.${name}`;
}

/** Context keys, without their prefix `portMappings.`. */
export type ContextKey =
  /** `idle`, `connecting`, `connected`, or a `ConnectionProblem`. */
  | 'connection'
  | 'hasContainers'
  /** Something whose ports can be staged: a container, a service, a virtual machine. */
  | 'hasTargets'
  | 'vagrantFound'
  | 'hasMappings'
  | 'hasExposedOnly'
  | 'hasDynamic'
  | 'hasWebMapping'
  | 'hasFilter'
  | 'noMatch'
  | 'hasStaged'
  | 'canUndo'
  /** Changes are being applied. */
  | 'busy';

export function contextKey(name: ContextKey): string {
  return `portMappings.${name}`;
}
