import assert from 'node:assert/strict';
import type { ContainerState } from '../../../src/core/container.ts';
import type { MappingKind } from '../../../src/core/mapping.ts';
import { rowStatus, type RowStatus } from '../../../src/core/rowStatus.ts';
import { mapping } from './containers.ts';

describe('rowStatus', () => {
  const table: readonly [ContainerState, MappingKind, RowStatus][] = [
    ['running', 'published', 'running'],
    ['paused', 'published', 'paused'],
    ['running', 'exposed', 'exposed'],
    ['exited', 'exposed', 'exposed'],
    ['running', 'discarded', 'discarded'],
    ['exited', 'discarded', 'discarded'],
    ['exited', 'reserved', 'stopped'],
    ['created', 'reserved', 'stopped'],
    ['dead', 'reserved', 'stopped'],
    ['restarting', 'reserved', 'restarting'],
  ];
  for (const [state, kind, status] of table) {
    it(`${kind} of a container that is ${state}: ${status}`, () => {
      assert.equal(rowStatus({ state, name: 'web-1' }, { ...mapping('8080:80'), kind }), status);
    });
  }
});
