import type { Checked } from '../../diagnostics.js';
import { fault } from '../fault.js';
import type { LaunchUnit, Manifest } from '../package.js';
import { packagePath } from '../package-path.js';
import { attribute, child, childrenNamed, type XmlElement } from '../read-xml.js';

/** Namespace of the xAPI launch convention's manifest. */
export const tincanNamespace = 'http://projecttincan.com/tincan.xsd';

/** A `tincan.xml`: a list of activities, of which those with `launch` can be started. */
export function readTincanManifest(root: XmlElement, file: string): Checked<Manifest> {
  const holder = child(root, 'activities');
  if (root.name !== 'tincan' || root.namespace !== tincanNamespace || holder === null) {
    const message = `The root element must be <tincan> of the namespace ${tincanNamespace}, with <activities>.`;
    return {
      diagnostics: [
        fault('manifest-root', { file, line: root.line }, message, 'write the manifest of an xAPI package.'),
      ],
    };
  }
  const activities = childrenNamed(holder, 'activity');
  const first = activities[0];
  return {
    value: {
      protocol: 'xapi',
      file,
      edition: null,
      id: (first && attribute(first, 'id')) ?? '',
      title: (first && child(first, 'name')?.text.trim()) ?? '',
      description: (first && child(first, 'description')?.text.trim()) ?? '',
      units: activities.flatMap(unitOf),
      root,
    },
    diagnostics: [],
  };
}

function unitOf(activity: XmlElement): readonly LaunchUnit[] {
  const launch = child(activity, 'launch');
  if (launch === null) return [];
  const href = launch.text.trim();
  return [
    {
      id: attribute(activity, 'id') ?? '',
      title: child(activity, 'name')?.text.trim() ?? '',
      description: child(activity, 'description')?.text.trim() ?? '',
      line: launch.line,
      language: attribute(launch, 'lang'),
      href,
      file: packagePath(href),
      passingScore: null,
      completionThreshold: null,
      primaryObjective: null,
      launchData: null,
      moveOn: null,
      launchMethod: null,
    },
  ];
}
