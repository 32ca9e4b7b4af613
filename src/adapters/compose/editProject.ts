import type { ProjectTexts } from '../../core/composeEditing.ts';
import type { SourceText } from '../../core/declaration.ts';
import { joinComposePorts, readComposePorts, type ComposeReading } from './ports.ts';

/** A project of several files, one of which is edited. */
export interface EditedProject {
  /** The name that the reading has for the file. */
  readonly file: string;
  /** The project with this text in the place of the file's; best with every profile active. */
  readonly read: (text: string) => ComposeReading;
}

/** Where ports of the service are added: the last file that has some, else the last that has the service. */
export function fileOfPorts({ files }: ProjectTexts, service: string): SourceText | undefined {
  const having = files.flatMap((file) => {
    const { services } = readComposePorts(file.text, { profiles: ['*'] });
    const found = services[service];
    return found === undefined ? [] : [{ file, hasPorts: found.ports !== undefined }];
  });
  return (having.findLast(({ hasPorts }) => hasPorts) ?? having.at(-1))?.file;
}

/** The project while the file at the path is edited. */
export function editedProject({ files, readFile }: ProjectTexts, path: string): EditedProject {
  return {
    file: path,
    read: (edited) =>
      joinComposePorts(
        files.map((file) => ({ name: file.path, text: file.path === path ? edited : file.text })),
        { readFile, profiles: ['*'] },
      ),
  };
}
