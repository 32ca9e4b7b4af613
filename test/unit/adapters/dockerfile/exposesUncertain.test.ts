import assert from 'node:assert/strict';
import { readExposes } from '../../../../src/adapters/dockerfile/exposes.ts';

describe('readExposes and what the file does not say', () => {
  const infosOf = (text: string): readonly string[] =>
    readExposes(text).problems.map(
      ({ severity, rule, message }) => `${severity} ${rule}: ${message}`,
    );

  it('names the image that the target is built on', () => {
    const text = 'ARG V=22\nFROM node:$V AS base\nFROM base\nEXPOSE 80';
    assert.equal(readExposes(text).baseImage, 'node:22');
    assert.equal(readExposes('FROM scratch').baseImage, undefined);
  });

  it('does not call a variable wrong that the base image may set', () => {
    const text = 'FROM node:22\nEXPOSE $PORT/tcp ${PORT?} 81';
    assert.deepEqual(readExposes(text).exposed, ['81/tcp']);
    assert.deepEqual(infosOf(text), [
      'info UnknownVariable: The ports depend on PORT: the base image node:22 may set it.',
      'info UnknownVariable: The ports depend on PORT: the base image node:22 may set it.',
    ]);
  });

  it('takes the likely answer and names what it depends on', () => {
    const { exposed, tokens } = readExposes('FROM node:22\nENV P=${PORT:-8080}\nEXPOSE $P');
    assert.deepEqual(exposed, ['8080/tcp']);
    assert.deepEqual(
      tokens.map(({ dependsOn }) => dependsOn),
      ['PORT'],
    );
  });

  it('knows what the file sets itself', () => {
    assert.deepEqual(infosOf('FROM node:22\nARG PORT=80\nEXPOSE $PORT'), []);
  });

  it('finds a syntax fault whatever the base image sets', () => {
    const { problems } = readExposes('FROM node:22\nEXPOSE ${PORT');
    assert.equal(problems[0]?.severity, 'error');
  });

  it('says that a variable without a value exposes nothing', () => {
    assert.deepEqual(infosOf('FROM scratch\nARG PORT\nEXPOSE $PORT'), [
      'info UnsetVariable: PORT has no value here: this exposes nothing.',
    ]);
  });

  it('asks for nothing where only the build names the base', () => {
    assert.deepEqual(infosOf('ARG BASE\nFROM $BASE\nEXPOSE 80'), [
      'info UnknownVariable: The base is not known: BASE gets its value when the image is built.',
    ]);
  });

  it('takes the platform for linux/amd64 unless it is given', () => {
    const text =
      'FROM scratch AS base-amd64\nEXPOSE 80\nFROM scratch AS base-arm64\nEXPOSE 81\nFROM base-${TARGETARCH}';
    assert.deepEqual(readExposes(text).exposed, ['80/tcp']);
    assert.deepEqual(infosOf(text), [
      'info UnknownVariable: The base depends on TARGETARCH: the platform decides; taken for linux/amd64.',
    ]);
    const arm = readExposes(text, { buildArgs: { TARGETARCH: 'arm64' } });
    assert.deepEqual([arm.exposed, arm.problems], [['81/tcp'], []]);
  });

  it('keeps what a build leaves out apart', () => {
    assert.deepEqual(infosOf('FROM scratch AS a\nEXPOSE abc 80/TCP\nFROM scratch\nEXPOSE 81'), [
      "info ExposeProtoCasing: Defined protocol '80/TCP' in EXPOSE instruction should be lowercase (this stage is not built)",
      'info InvalidPort: invalid containerPort: abc (this stage is not built)',
    ]);
  });

  it('warns of nothing after the first error, as a build', () => {
    assert.deepEqual(
      readExposes('FROM scratch\nEXPOSE abc\nEXPOSE 80/TCP\nEXPOSE def').problems.map(
        ({ severity }) => severity,
      ),
      ['error', 'info', 'error'],
    );
  });

  it('finds ports that the stage declares twice', () => {
    assert.deepEqual(infosOf('FROM scratch\nEXPOSE 80-82 90\nEXPOSE 81 82-83 82/udp 80/tcp'), [
      'info DuplicatePort: 81 is already declared in this stage.',
      'info DuplicatePort: 80/tcp is already declared in this stage.',
    ]);
  });

  it('shows the text that BuildKit loses', () => {
    const { problems } = readExposes('FROM scratch\nEXPOSE 8${P:-080}');
    assert.deepEqual(
      problems.map(({ rule, line, start, end }) => [rule, line, start, end]),
      [['LostText', 1, 7, 8]],
    );
  });
});
