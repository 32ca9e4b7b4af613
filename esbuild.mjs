/**
 * Builds what ships: the extension (CommonJS for the extension host), with files of their own for the
 * parts that load only when first needed, and the page of the panel.
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

/** What the Ruby parser reads when it is first needed. */
const prismWasm = 'node_modules/@ruby/prism/src/prism.wasm';

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

/**
 * VS Code answers each `require('vscode')` by finding out which extension asks, in about a
 * millisecond, and esbuild writes one for each file that imports it. So that one file alone does.
 */
const vscodeOnce = {
  name: 'vscode-once',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'once'
        ? { path: 'vscode', external: true }
        : { path: 'vscode', namespace: 'once' },
    );
    build.onLoad({ filter: /.*/, namespace: 'once' }, () => ({
      contents: `export * from 'vscode';`,
    }));
  },
};

/**
 * The extension host loads CommonJS, and esbuild splits only ES modules: each file is split off as
 * the one, then written as the other.
 */
const asCommonJs = {
  name: 'as-common-js',
  setup(build) {
    build.onEnd(async ({ outputFiles = [] }) => {
      const written = outputFiles.map(async ({ path: file, text }) => {
        const { code } = await esbuild.transform(text, {
          format: 'cjs',
          platform: 'node',
          target: 'node20',
          minify: !dev,
          // From the map that the text ends with to one of its own.
          sourcemap: dev && 'inline',
          sourcefile: file,
          // `await import` becomes a `require` as well.
          supported: { 'dynamic-import': false },
        });
        await writeFile(file, code);
      });
      await Promise.all(written);
    });
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

/**
 * What is reached by `await import` alone becomes files of their own, loaded when first needed; what
 * several files need is shared, so that no class exists twice and is told apart from itself.
 */
const host = {
  ...common,
  entryPoints: [
    { in: 'src/extension.ts', out: 'extension' },
    // Split off anyway; as an entry point it has a name to be found by.
    { in: 'src/adapters/docker/dockerode.ts', out: 'dockerode' },
  ],
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  chunkNames: '[name]-[hash]',
  platform: 'node',
  format: 'esm',
  splitting: true,
  target: 'node20',
  sourcemap: dev && 'inline',
  external: ['*.node'],
  // For createRequire, which takes a path as well.
  define: { 'import.meta.url': '__filename' },
  plugins: [vscodeOnce, withoutUnused, asCommonJs],
  write: false,
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

/** Fails where the extension would load a package when it starts: each is to wait until it is needed. */
function assertPackagesAreLazy({ outputs }) {
  const loaded = new Set(['dist/extension.cjs']);
  for (const file of loaded) {
    const { inputs, imports } = outputs[file];
    const theirs = Object.keys(inputs).find((input) => input.includes('node_modules/'));
    if (theirs !== undefined) throw new Error(`${theirs} would be loaded at activation.`);
    for (const { path: imported, kind, external } of imports) {
      if (kind === 'import-statement' && external !== true) loaded.add(imported);
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
  assertPackagesAreLazy(results[0].metafile);
  const notices = await thirdPartyNotices(results.map(({ metafile }) => metafile));
  await writeFile(path.join(root, 'dist', 'THIRD_PARTY_NOTICES.txt'), notices);
  for (const { metafile } of results) {
    for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
      if (!file.endsWith('.map')) console.log(`${file}  ${(bytes / 1024).toFixed(1)} KB`);
    }
  }
}
