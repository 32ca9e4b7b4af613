/**
 * dockerode and the modem below it. A file of its own in the build, with nothing of ours in it: it is
 * loaded by the first connection, and no class of ours exists twice.
 */
export { default as Docker } from 'dockerode';
export { default as DockerModem } from 'docker-modem';
