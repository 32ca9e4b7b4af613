/** Files of a given length that declare ports, as a person might write them. */

/** A stage after another, each with variables, comments and some lines of EXPOSE. */
export function longDockerfile(lines: number): string {
  return cut(lines, (stage) => [
    `FROM ${stage === 0 ? 'debian:13' : `stage-${stage - 1}`} AS stage-${stage}`,
    `ARG PORT_${stage}=${portOf(stage)}`,
    `ENV ADMIN_PORT=${portOf(stage) + 1} NAME="stage ${stage}"`,
    '# What the programs below need.',
    'RUN apt-get update && \\',
    '    apt-get install -y --no-install-recommends \\',
    '      ca-certificates curl \\',
    '    && rm -rf /var/lib/apt/lists/*',
    'WORKDIR /srv/${NAME}',
    'COPY --chown=app:app . .',
    `EXPOSE $PORT_${stage} \${ADMIN_PORT}/tcp`,
    `EXPOSE ${portOf(stage) + 2}-${portOf(stage) + 9}/udp`,
    'CMD ["server", "--verbose"]',
    '',
  ]);
}

/** A service after another, each with ports in both forms. */
export function longComposeFile(lines: number): string {
  return `services:\n${cut(lines - 1, (service) => [
    `  service-${service}:`,
    '    image: "nginx:1.27" # the usual one',
    '    environment:',
    '      LOG_LEVEL: info',
    `      NAME: service ${service}`,
    '    ports:',
    `      - "127.0.0.1:${portOf(service)}:80"`,
    `      - "${portOf(service) + 1}:\${ADMIN_PORT:-81}"`,
    '      - target: 53',
    `        published: "${portOf(service) + 2}"`,
    '        protocol: udp',
    '    expose: ["9000"]',
    '    volumes:',
    `      - data-${service}:/var/lib/data`,
    '    restart: unless-stopped',
  ])}`;
}

/** A machine after another, each with single forwards and a range. */
export function longVagrantfile(lines: number): string {
  const machines = cut(lines - 2, (machine) => [
    `  config.vm.define "machine-${machine}" do |machine|`,
    '    machine.vm.box = "debian/bookworm64"',
    `    machine.vm.hostname = "machine-${machine}"`,
    '    machine.vm.synced_folder "./src", "/srv", type: "rsync"',
    '',
    '    # What the host reaches.',
    `    machine.vm.network "forwarded_port", guest: 80, host: ${portOf(machine)}`,
    `    machine.vm.network "forwarded_port", guest: 53, host: ${portOf(machine)}, protocol: "udp"`,
    `    (${portOf(machine) + 1}..${portOf(machine) + 9}).each do |port|`,
    '      machine.vm.network "forwarded_port", guest: port, host: port, auto_correct: true',
    '    end',
    '    machine.vm.provider "virtualbox" do |box|',
    '      box.memory = 1024',
    '      box.cpus = 2',
    '    end',
    '    machine.vm.provision "shell", inline: <<-SHELL',
    '      apt-get update',
    '      apt-get install -y docker.io',
    '    SHELL',
    '  end',
  ]);
  return `Vagrant.configure("2") do |config|\n${machines}end\n`;
}

/** Whole pieces, then comments up to the number of lines. */
function cut(lines: number, piece: (index: number) => readonly string[]): string {
  const all: string[] = [];
  for (let index = 0; ; index += 1) {
    const next = piece(index);
    if (all.length + next.length > lines) break;
    all.push(...next);
  }
  while (all.length < lines) all.push('# The end.');
  return all.map((line) => `${line}\n`).join('');
}

function portOf(index: number): number {
  return 10_000 + 10 * index;
}
