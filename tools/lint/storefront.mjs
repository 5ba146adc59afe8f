/** Lint rules of our own, for the pages in web/ (.oxlintrc.json). */

const WORDS = /\p{L}/u;
const SPOKEN = /^(alt|title|label|placeholder|aria-(label|description|roledescription))$/;
const RAW = /^(style|dangerouslySetInnerHTML)$/;

const nameOf = (attribute) => (attribute.name.type === 'JSXIdentifier' ? attribute.name.name : '');

/** A translator reads one file, web/texts.ts: no page has words of its own. */
const wordsInTexts = {
  create: (context) => {
    const refuse = (node) => context.report({ node, message: 'Texts belong into web/texts.ts.' });
    return {
      JSXText: (node) => WORDS.test(node.value) && refuse(node),
      JSXAttribute: (node) => SPOKEN.test(nameOf(node)) && node.value?.type === 'Literal' && refuse(node),
    };
  },
};

/** Styles stand in web/styles, and nothing is ever put in as HTML: what the API says is text. */
const noStylesOrHtml = {
  create: (context) => ({
    JSXAttribute: (node) =>
      RAW.test(nameOf(node)) &&
      context.report({ node, message: 'Styles stand in web/styles, and nothing is put in as HTML.' }),
  }),
};

export default {
  meta: { name: 'storefront' },
  rules: { 'words-in-texts': wordsInTexts, 'no-styles-or-html': noStylesOrHtml },
};
