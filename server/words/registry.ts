import type { AREA_LEVELS } from '#contract/areas'
import type { SaidIn } from '#contract/imports'
import type { DEVICE_CLASSES, HEALTH_FLAGS, SEXES } from '#contract/registry'

type Said<Word extends string> = Readonly<Record<Word, Readonly<Record<SaidIn, string>>>>

export const FLAG_WORDS: Said<(typeof HEALTH_FLAGS)[number]> = {
  heart: { zh: '心脏病', en: 'Heart disease' },
  stroke: { zh: '中风史', en: 'Stroke' },
  diabetes: { zh: '糖尿病', en: 'Diabetes' },
  dementia: { zh: '失智', en: 'Dementia' },
  epilepsy: { zh: '癫痫', en: 'Epilepsy' },
  respiratory: { zh: '呼吸系统疾病', en: 'Breathing illness' },
  allergy_penicillin: { zh: '青霉素过敏', en: 'Penicillin allergy' },
  hard_of_hearing: { zh: '听力差', en: 'Hard of hearing' },
  deaf: { zh: '聋', en: 'Deaf' },
  blind: { zh: '盲', en: 'Blind' },
  no_speech: { zh: '不能说话', en: 'Cannot speak' },
  wheelchair: { zh: '坐轮椅', en: 'Wheelchair' },
  bedridden: { zh: '卧床', en: 'Bedridden' },
}

export const SEX_WORDS: Said<(typeof SEXES)[number]> = {
  female: { zh: '女', en: 'female' },
  male: { zh: '男', en: 'male' },
  other: { zh: '其他', en: 'other' },
}

export const CLASS_WORDS: Said<(typeof DEVICE_CLASSES)[number]> = {
  mains: { zh: '插电', en: 'mains' },
  mobile: { zh: '移动', en: 'mobile' },
  battery: { zh: '电池', en: 'battery' },
}

export const LEVEL_WORDS: Said<(typeof AREA_LEVELS)[number]> = {
  city: { zh: '市', en: 'city' },
  district: { zh: '区', en: 'district' },
  subdistrict: { zh: '街道', en: 'subdistrict' },
  community: { zh: '社区', en: 'community' },
  grid: { zh: '网格', en: 'grid' },
}
