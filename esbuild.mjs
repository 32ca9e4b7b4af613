/**
 * Builds what ships: the extension (CommonJS for the extension host), one file for each part that
 * loads only when first needed, and the page of the panel.
 *
 *   node esbuild.mjs            for publishing: minified, no source maps
 *   node esbuild.mjs --dev      with source maps
 *   node esbuild.mjs --watch    the same, again after every change
 */
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import esbuild from 'esbuild';

const watch = process.argv.includes('--watch');
const dev = watch || process.argv.includes('--dev');
const root = import.meta.dirname;

/**
 * Loaded by `await import` when first needed; each is a file of its own beside extension.cjs. They
 * hold only what others wrote: code of ours would exist twice, and its classes be told apart.
 */
const lazyParts = ['src/adapters/docker/dockerode.ts'];

/**
 * The parsers of Vagrantfiles and Compose files, by the file that each becomes: what is imported of
 * it. Code of ours that imports them is itself loaded by `await import`, and is wrapped until then.
 */
const lazyPackages = {
  prism: ['@ruby/prism/src/nodes.js', '@ruby/prism/src/parsePrism.js'],
  yaml: ['yaml'],
};
const isParser = /^(@ruby\/prism|yaml)(\/|$)/;

/** What the Ruby parser reads when it is first needed. */
const prismWasm = 'node_modules/@ruby/prism/src/prism.wasm';

/** Turns imports of the parsers in code of ours into requires of their files. */
const parsers = {
  name: 'lazy-packages',
  setup(build) {
    build.onResolve({ filter: isParser }, ({ path: wanted, namespace, importer }) => {
      if (namespace !== 'file' || importer.includes('node_modules')) return undefined;
      const [name] = Object.entries(lazyPackages).find(([, all]) => all.includes(wanted)) ?? [];
      if (name !== undefined) return { path: `./${name}.cjs`, external: true };
      return { errors: [{ text: `${wanted} is not among the lazy packages of esbuild.mjs` }] };
    });
    build.onResolve({ filter: /^lazy-package:/ }, ({ path: wanted }) => ({
      path: wanted.slice('lazy-package:'.length),
      namespace: 'lazy-package',
    }));
    build.onLoad({ filter: /.*/, namespace: 'lazy-package' }, ({ path: name }) => ({
      contents: lazyPackages[name].map((each) => `export * from '${each}';`).join('\n'),
      resolveDir: root,
    }));
  },
};

/** Turns the dynamic imports of the lazy parts into requires of their files. */
const lazy = {
  name: 'lazy-parts',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\// }, ({ kind, path: wanted, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const part = path.relative(root, path.resolve(resolveDir, wanted)).replaceAll(path.sep, '/');
      return lazyParts.includes(part)
        ? { path: `./${path.basename(part, '.ts')}.cjs`, external: true }
        : undefined;
    });
  },
};

/**
 * Parts of dockerode for building images, packing folders and its own SSH client. The extension
 * calls none of them, and they are nine tenths of its code and of its time to load.
 */
const unusedByUs =
  /^(@grpc\/grpc-js|@grpc\/proto-loader|protobufjs|ssh2|tar-fs|@balena\/dockerignore)$/;
const withoutUnused = {
  name: 'without-unused',
  setup(build) {
    build.onResolve({ filter: unusedByUs }, ({ path: name }) => ({
      path: name,
      namespace: 'unused',
    }));
    build.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: '', loader: 'js' }));
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: !dev,
  sourcemap: dev ? 'linked' : false,
  logLevel: 'warning',
  legalComments: 'none',
  metafile: true,
};

const host = {
  ...common,
  entryPoints: [
    ...['src/extension.ts', ...lazyParts].map((part) => ({
      in: part,
      out: path.basename(part, '.ts'),
    })),
    ...Object.keys(lazyPackages).map((name) => ({ in: `lazy-package:${name}`, out: name })),
  ],
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode', '*.node'],
  // For createRequire, which takes a path as well.
  define: { 'import.meta.url': '__filename' },
  plugins: [lazy, parsers, withoutUnused],
};

const page = {
  ...common,
  entryPoints: [
    { in: 'webview/main.ts', out: 'panel' },
    { in: 'webview/panel.css', out: 'panel' },
  ],
  outdir: 'dist/webview',
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
};

/** Fails where code that runs when the extension starts would load a parser. */
function assertParsersAreLazy({ inputs }) {
  const reached = new Set(['src/extension.ts']);
  for (const file of reached) {
    for (const { path: imported, kind, external } of inputs[file]?.imports ?? []) {
      if (kind !== 'import-statement') continue;
      if (external && path.basename(imported, '.cjs') in lazyPackages) {
        throw new Error(`${file} imports ${imported}, and extension.ts imports it at the start.`);
      }
      reached.add(imported);
    }
  }
}

/** The licences of all packages that ended up in the files of these builds. */
async function thirdPartyNotices(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => Object.keys(output.inputs)),
  );
  const folders = inputs.flatMap(
    (input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0] ?? [],
  );
  const notices = [...new Set(folders)].sort().map(async (folder) => {
    const { name, version, license } = JSON.parse(
      await readFile(path.join(root, folder, 'package.json'), 'utf8'),
    );
    const file = (await readdir(path.join(root, folder))).find((each) => /^licen[cs]e/i.test(each));
    const text = file === undefined ? '' : await readFile(path.join(root, folder, file), 'utf8');
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return (await Promise.all(notices)).join(`\n${'-'.repeat(72)}\n\n`);
}

await rm(path.join(root, 'dist'), { recursive: true, force: true });
await mkdir(path.join(root, 'dist'));
await copyFile(path.join(root, prismWasm), path.join(root, 'dist', path.basename(prismWasm)));

if (watch) {
  const contexts = await Promise.all([host, page].map((options) => esbuild.context(options)));
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  const results = await Promise.all([host, page].map((options) => esbuild.build(options)));
  assertParsersAreLazy(results[0].metafile);
  const notices = await thirdPartyNotices(results.map(({ metafile }) => metafile));
  await writeFile(path.join(root, 'dist', 'THIRD_PARTY_NOTICES.txt'), notices);
  for (const { metafile } of results) {
    for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
      if (!file.endsWith('.map')) console.log(`${file}  ${(bytes / 1024).toFixed(1)} KB`);
    }
  }
}
