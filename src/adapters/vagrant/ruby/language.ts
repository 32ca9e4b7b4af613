import { branchSyntax } from './branchSyntax.ts';
import { callSyntax } from './callSyntax.ts';
import { definitionSyntax } from './definitionSyntax.ts';
import type { Language } from './execution.ts';
import { literalSyntax } from './literalSyntax.ts';
import { loopSyntax } from './loopSyntax.ts';
import { send } from './send.ts';
import { variableSyntax } from './variableSyntax.ts';

/** Ruby, as far as a file can be followed without running it. */
export const ruby: Language = {
  syntax: new Map([
    ...literalSyntax,
    ...variableSyntax,
    ...branchSyntax,
    ...loopSyntax,
    ...callSyntax,
    ...definitionSyntax,
  ]),
  send,
};
