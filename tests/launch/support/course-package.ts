import type { TinyPackage } from '../../server/support/tiny-packages.js';

const base = 'https://example.org/courses/big';
/** Publisher's ids of the units, blocks and the course. */
export const ids = {
  read: `${base}/read`,
  test: `${base}/test`,
  talk: `${base}/talk`,
  extra: `${base}/extra`,
  part: `${base}/part`,
  inner: `${base}/inner`,
  shelf: `${base}/shelf`,
  course: base,
};

const text = (name: string) =>
  `<title><langstring lang="en">${name}</langstring></title><description><langstring lang="en">${name}</langstring></description>`;
const au = (name: 'read' | 'test' | 'talk' | 'extra', attributes: string) =>
  `<au id="${ids[name]}" ${attributes}>${text(name)}<url>${name}/index.html?part=${name}</url></au>`;
const block = (name: 'part' | 'inner' | 'shelf', content: string) =>
  `<block id="${ids[name]}">${text(name)}${content}</block>`;

/** A course of four units: two in nested blocks, one by itself, one in a block that asks for nothing. */
export function coursePackage(): TinyPackage {
  const page = (name: string) =>
    `<!doctype html><html lang="en"><head><title>${name}</title></head><body></body></html>`;
  return {
    target: 'cmi5',
    title: 'cmi5',
    files: {
      'cmi5.xml': `<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="${ids.course}">${text('Big')}</course>
${block('part', au('read', 'moveOn="Completed"') + block('inner', au('test', 'moveOn="Passed" masteryScore="0.8"')))}
${au('talk', 'moveOn="CompletedOrPassed"')}
${block('shelf', au('extra', 'moveOn="NotApplicable"'))}
</courseStructure>`,
      ...Object.fromEntries(['read', 'test', 'talk', 'extra'].map((name) => [`${name}/index.html`, page(name)])),
    },
  };
}
