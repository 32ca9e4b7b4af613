import type Docker from 'dockerode';
import type { FaultLab } from './faultLab.ts';
import type { VictimOptions } from './victim.ts';

/** A network in which a victim has an address of its own. */
export interface FaultNetwork {
  readonly name: string;
  readonly endpoint: Docker.EndpointSettings;
  readonly create: () => Promise<unknown>;
}

/** `subnet`: of 10.0.0.0/8, for one fault alone. */
export function network({ docker }: Pick<FaultLab, 'docker'>, subnet: number): FaultNetwork {
  const name = `fault-${subnet}`;
  return {
    name,
    endpoint: {
      IPAMConfig: { IPv4Address: `10.${subnet}.0.50` },
      Aliases: ['shop'],
    },
    create: () =>
      docker.createNetwork({ Name: name, IPAM: { Config: [{ Subnet: `10.${subnet}.0.0/24` }] } }),
  };
}

/** Creates the network for a victim that is to be in it. */
export async function withNetwork(lab: FaultLab, subnet: number): Promise<VictimOptions> {
  const { name, endpoint, create } = network(lab, subnet);
  await create();
  return {
    hostConfig: { NetworkMode: name },
    options: { NetworkingConfig: { EndpointsConfig: { [name]: endpoint } } },
  };
}
