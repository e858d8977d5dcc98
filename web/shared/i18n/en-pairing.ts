import type { zhCnPairing } from './zh-cn-pairing.ts'

export const enPairing: typeof zhCnPairing = {
  pairing: {
    title: 'Install a unit',
    steps: 'Steps of the installation',
    stepCode: 'Code',
    stepDevice: 'Unit',
    stepTest: 'Test',
    code: 'Pairing code',
    codeHint: 'Ten letters and digits from the call centre, good for 15 minutes.',
    next: 'Next',
    address: 'Where it belongs',
    checkAddress: 'Compare it with the door. If it is another, stop here.',
    device: 'Number of the unit',
    deviceHint: 'It stands on the label.',
    triesLeft: '{{count}} tries are left.',
    pair: 'Install it in this home',
    press: 'Hold the test key of the unit',
    pressHint: 'Until {{until}} the test key rings nobody. Leave the help key alone: that would be a real call.',
    waiting: 'Waiting for the unit…',
    lost: 'The server does not answer. Trying again…',
    arrived: 'It arrived',
    arrivedAt: 'A test press of {{device}} arrived at {{at}}. The unit is installed.',
    another: 'Install another',
    over: 'The pairing code is over',
    working: 'One moment…',
  },
}
