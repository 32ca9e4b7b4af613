import assert from 'node:assert/strict';
import { readForwardedPorts } from '../../../../src/adapters/vagrant/vagrantfile.ts';

describe('the machines of a Vagrantfile', () => {
  const cases: readonly (readonly [name: string, lines: string, machines: readonly string[]])[] = [
    ['one that is not named', '', ['default']],
    ['names as they are', 'config.vm.define "a-b"\nconfig.vm.define :c', ['a-b', 'c']],
    [
      'in the order of their first definition',
      '%w[b a b].each { |n| config.vm.define n }',
      ['b', 'a'],
    ],
    ['none inside another', 'config.vm.define("a") { |a| a.vm.define "b" }', ['a']],
    ['only those that are sure', 'config.vm.define "a" if x\nconfig.vm.define "b"', ['b']],
    ['none when none is sure', 'config.vm.define "a" if x', []],
    ['none when the name is not known', 'config.vm.define name', []],
    ['none when code that is not followed may define some', 'setup(config)', []],
    ['none when another file is loaded', 'load "more"', []],
    ['those that are sure beside another file', 'load "more"\nconfig.vm.define "a"', ['a']],
    ['one that is not named beside a helper', 'require_relative "helper"', ['default']],
  ];
  for (const [name, lines, machines] of cases) {
    it(`are ${name}`, async () => {
      const text = `Vagrant.configure("2") do |config|\n${lines}\nend\n`;
      assert.deepEqual((await readForwardedPorts(text)).machines, machines);
    });
  }

  it('are one for a file without a configuration', async () => {
    assert.deepEqual((await readForwardedPorts('')).machines, ['default']);
  });
});

describe('the forwards that Vagrant adds', () => {
  const winrm = 'config.vm.communicator = "winrm"';
  const cases: readonly (readonly [lines: string, added: readonly string[]])[] = [
    ['', ['default ssh 2222:22']],
    ['config.vm.network "forwarded_port", guest: 22, host: 2200, id: "ssh"', []],
    ['config.vm.network "forwarded_port", guest: 22, host: 2200, id: :ssh, disabled: true', []],
    ['config.vm.network "forwarded_port", guest: 22, host: 2200', ['default ssh 2222:22']],
    ['config.vm.network "forwarded_port", guest: 22, host: x, id: "ssh"', []],
    ['config.vm.network("forwarded_port", guest: 22, host: 2200, id: "ssh") if x', []],
    [winrm, ['default winrm 55985:5985', 'default winrm-ssl 55986:5986', 'default ssh 2222:22']],
    [
      `${winrm}\nconfig.vm.network "forwarded_port", guest: 5985, host: 5985, id: "winrm"`,
      ['default winrm-ssl 55986:5986', 'default ssh 2222:22'],
    ],
    [`${winrm}\nconfig.vm.define("a") { |a| a.vm.communicator = :ssh }`, ['a ssh 2222:22']],
    ['config.vm.communicator = x', ['default ssh 2222:22']],
  ];
  for (const [lines, added] of cases) {
    it(`are ${added.join(', ') || 'none'}: ${JSON.stringify(lines)}`, async () => {
      const text = `Vagrant.configure("2") do |config|\n${lines}\nend\n`;
      const { implicit } = await readForwardedPorts(text);
      assert.deepEqual(
        implicit.map(({ machine, id, host, guest }) => `${machine} ${id} ${host}:${guest}`),
        added,
      );
      for (const { hostIp, protocol, autoCorrect } of implicit) {
        assert.deepEqual([hostIp, protocol, autoCorrect], ['127.0.0.1', 'tcp', true]);
      }
    });
  }
});
