import path from 'node:path';
import { Scorm2004API } from 'scorm-again';
import { describe, expect, it } from 'vitest';
import { courseOfProgramme } from '../../src/packager/course.js';
import { manifest } from '../../src/packager/manifest.js';
import { checkProgrammes } from '../../src/pipeline/check-programmes.js';
import { checkModules, moduleIds } from '../../src/pipeline.js';
import { attribute, child, childrenNamed, readXml, type XmlElement } from '../../src/verify/read-xml.js';
import { projectRoot } from '../support/cpm.js';
import { partsFor, profileNamed, targetNamed } from './parts.js';

// The public SCORM 2004 sequencing engine is fed with what our manifest says, and nothing else.

const workshop = { root: projectRoot, modulesFolder: path.join(projectRoot, 'modules'), cwd: projectRoot };

async function manifestOf(programme: string, target: string, profile: string): Promise<XmlElement> {
  const modules = await checkModules(workshop, await moduleIds(workshop));
  const { programmes } = await checkProgrammes(workshop);
  const found = programmes.find(({ id }) => id === programme);
  const rendered = (found?.steps ?? []).flatMap((step) => {
    const module = modules.find(({ id }) => id === step.module)?.module;
    return module ? [{ module, files: new Map<string, Uint8Array>() }] : [];
  });
  if (found === undefined) throw new Error(`no programme ${programme}`);
  const course = courseOfProgramme(found, rendered);
  const parts = partsFor(targetNamed(target), { course, profile: profileNamed(profile) });
  const read = await readXml(Buffer.from(manifest(parts, () => [])), 'imsmanifest.xml');
  if (read.value === undefined) throw new Error('unreadable');
  return read.value;
}

/** Attributes as the engine wants them: truths and numbers in place of texts. */
function settings(element: XmlElement | null): Record<string, unknown> {
  return Object.fromEntries(
    (element?.attributes ?? []).map(({ name, value }) => [
      name,
      value === 'true'
        ? true
        : value === 'false'
          ? false
          : value !== '' && !Number.isNaN(Number(value))
            ? Number(value)
            : value,
    ]),
  );
}

function objective(element: XmlElement): Record<string, unknown> {
  const measure = child(element, 'minNormalizedMeasure');
  return {
    ...settings(element),
    isPrimary: element.name === 'primaryObjective',
    ...(measure ? { minNormalizedMeasure: Number(measure.text) } : {}),
    mapInfo: childrenNamed(element, 'mapInfo').map(settings),
  };
}

function activity(element: XmlElement): Record<string, unknown> {
  const sequencing = child(element, 'sequencing');
  const part = (name: string) => (sequencing ? child(sequencing, name) : null);
  const objectives = part('objectives');
  const primary = objectives && child(objectives, 'primaryObjective');
  const rules = part('sequencingRules');
  return {
    id: attribute(element, 'identifier'),
    title: child(element, 'title')?.text,
    children: childrenNamed(element, 'item').map(activity),
    sequencingControls: { ...settings(part('controlMode')), ...settings(part('rollupRules')) },
    deliveryControls: settings(part('deliveryControls')),
    ...(primary ? { primaryObjective: objective(primary) } : {}),
    objectives: (objectives ? childrenNamed(objectives, 'objective') : []).map(objective),
    sequencingRules: {
      preConditionRules: (rules ? childrenNamed(rules, 'preConditionRule') : []).map((rule) => {
        const conditions = child(rule, 'ruleConditions');
        const action = child(rule, 'ruleAction');
        return {
          action: action && attribute(action, 'action'),
          conditionCombination: conditions && attribute(conditions, 'conditionCombination'),
          conditions: (conditions ? childrenNamed(conditions, 'ruleCondition') : []).map(settings),
        };
      }),
    },
  };
}

async function engineOf(programme: string, target: string, profile = 'blackboard') {
  const root = await manifestOf(programme, target, profile);
  const organizations = child(root, 'organizations');
  const organization = organizations && child(organizations, 'organization');
  if (!organization) throw new Error('no organization');
  const api = new Scorm2004API({ logLevel: 5, sequencing: { activityTree: activity(organization) } } as object);
  let reported = false;
  const now = (): string => String(Reflect.get(Object(api.getSequencingState().currentActivity), 'id'));
  const course = (): { completion: string; success: string } => {
    const top: object = Object(api.getSequencingState().rootActivity);
    return {
      completion: String(Reflect.get(top, 'completionStatus')),
      success: String(Reflect.get(top, 'successStatus')),
    };
  };
  return {
    now,
    course,
    start: () => api.processNavigationRequest('start'),
    /** The learner picks another module in the LMS's menu. @returns where the learner is then */
    choose(module: string) {
      api.processNavigationRequest('choice', `item.${module}`);
      return now().replace(/^item\./, '');
    },
    /** The module before the learner says what our course says once it is done, or failed. */
    report(scaled: number) {
      // Between two SCOs an LMS clears the run-time data, and keeps the activity tree.
      if (reported) api.reset();
      reported = true;
      api.lmsInitialize();
      const said = [
        ['cmi.completion_status', 'completed'],
        ['cmi.success_status', scaled >= 0.8 ? 'passed' : 'failed'],
        ['cmi.score.scaled', String(scaled)],
        ['cmi.progress_measure', '1'],
        ['cmi.exit', 'suspend'],
      ] as const;
      for (const [element, value] of said)
        expect([element, api.lmsSetValue(element, value)]).toEqual([element, 'true']);
      api.lmsFinish();
    },
  };
}

describe.each(['scorm2004-3', 'scorm2004-4'])('a course in an engine of SCORM 2004 sequencing (%s)', (target) => {
  it('begins with the first module, and opens the next when that is passed', async () => {
    const engine = await engineOf('practitioner', target);
    engine.start();
    expect(engine.now()).toBe('item.cpm-foundations');
    expect(engine.choose('cpm-behaviors')).toBe('cpm-foundations');
    expect(engine.choose('theoretical-framework')).toBe('cpm-foundations');
    engine.report(1);
    expect(engine.choose('theoretical-framework')).not.toBe('theoretical-framework');
    expect(engine.choose('cpm-behaviors')).toBe('cpm-behaviors');
  });

  it('keeps the next module closed when the one before was failed', async () => {
    const engine = await engineOf('practitioner', target);
    engine.start();
    engine.report(0.5);
    expect(engine.choose('cpm-behaviors')).not.toBe('cpm-behaviors');
  });

  it('is completed and passed by its required modules, without the elective', async () => {
    const engine = await engineOf('leader', target);
    engine.start();
    engine.report(1);
    expect(engine.course().completion).not.toBe('completed');
    expect(engine.choose('cpm-behaviors')).toBe('cpm-behaviors');
    engine.report(0.9);
    expect(engine.course()).toEqual({ completion: 'completed', success: 'passed' });
  });
});
