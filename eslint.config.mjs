import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Which folder may import what: the arrows of CONTRIBUTING.md, kept by a tool. */
function house(folder, forbidden) {
  return {
    files: [`${folder}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: forbidden.map(([regex, message]) => ({ regex, message })) },
      ],
    },
  };
}

const vscodeOnlyInEditorFolders = [
  '^vscode$',
  'Only src/platform, src/features and src/extension.ts may import vscode.',
];

export default tseslint.config(
  { ignores: ['dist/', 'out/', '.vscode-test/', 'node_modules/'] },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
        { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
        { selector: 'ExportAllDeclaration', message: 'Import from the file that defines it.' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
    },
  },
  house('src/core', [['^(?!\\./[\\w.]+$)', 'src/core imports nothing outside src/core.']]),
  house('src/adapters', [
    vscodeOnlyInEditorFolders,
    ['/(features|platform)/|/(protocol|ids|extension)\\.ts$', 'Adapters know only src/core.'],
  ]),
  house('src/platform', [
    ['/(features|adapters)/|/(protocol|extension)\\.ts$', 'The platform knows only src/core.'],
  ]),
  house('src/features', [
    ['/adapters/|/extension\\.ts$', 'Features get what adapters do from src/extension.ts.'],
  ]),
  house('webview', [
    vscodeOnlyInEditorFolders,
    ['^node:', 'The page runs in a browser.'],
    ['/src/(?!core/|protocol\\.ts)', 'The page knows only src/core and src/protocol.ts.'],
  ]),
  {
    files: ['webview/**/*.ts'],
    ignores: ['webview/toolkit.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^@vscode/webview-ui-toolkit',
              message: 'Only webview/toolkit.ts knows the toolkit.',
            },
            {
              regex: '^(?!\\.)',
              message: 'The page imports only its own files, src/core and src/protocol.ts.',
            },
            {
              regex: '/src/(?!core/|protocol\\.ts)',
              message: 'The page knows only src/core and src/protocol.ts.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      'no-console': 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  prettier,
);
