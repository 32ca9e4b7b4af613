import assert from 'node:assert/strict';
import { panelHtml } from '../../../src/features/panelHtml.ts';

describe("The panel's document", () => {
  const html = panelHtml({
    cspSource: 'https://*.example',
    nonce: 'n0nce',
    scriptUri: 'https://x.example/panel.js?a=1&b="><script>alert(1)</script>',
    styleUri: 'https://x.example/panel.css?"<b>',
  });

  it('lets in one style sheet and one script by its nonce, and nothing that is unsafe', () => {
    assert.match(
      html,
      /content="default-src 'none'; style-src https:\/\/\*\.example 'nonce-n0nce'; script-src 'nonce-n0nce'"/,
    );
    assert.doesNotMatch(html, /unsafe/);
    assert.equal(html.match(/<script/g)?.length, 1);
  });

  it('gives the nonce to the toolkit before its script, which waits for the document', () => {
    const meta = html.indexOf('<meta property="csp-nonce" content="n0nce"');
    const script = html.indexOf('<script nonce="n0nce"');
    assert.ok(meta > 0 && meta < script && script < html.indexOf('</head>'));
    assert.match(html, /<script [^>]* defer><\/script>/);
  });

  it('escapes what it is given', () => {
    assert.ok(html.includes('src="https://x.example/panel.js?a=1&amp;b=&quot;&gt;&lt;script&gt;'));
    assert.ok(html.includes('href="https://x.example/panel.css?&quot;&lt;b&gt;"'));
  });
});
