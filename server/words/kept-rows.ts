import type { KeptReason, SaidIn } from '#contract/imports'

type Sentences = Readonly<Record<KeptReason, string>>

const SENTENCES: Readonly<Record<SaidIn, Sentences>> = {
  zh: {
    left: '这个人已经登记离开，不用撤销。',
    called: '导入以后这户有过呼叫，人留着。请核对；确实登记错了，就在档案里登记离开，原因选“登记有误”。',
    edited: '导入以后有人改过这个人的档案，人留着。请核对；确实登记错了，就在档案里登记离开。',
    home_edited: '导入以后有人改过这户的住所、联系人或响应人，人留着。请核对；确实登记错了，就在档案里登记离开。',
    hold: '导入以后给这个人登记过暂停服务，人留着。请核对；确实登记错了，就在档案里登记离开。',
    consent: '导入以后给这个人登记过知情同意，人留着。请核对；确实登记错了，就在档案里登记离开。',
    photo: '导入以后给这个人传过照片，人留着。请核对；确实登记错了，就在档案里登记离开。',
    device: '导入以后这户的呼叫器已经装好或有过信号，人留着。请先到家里核对。',
    not_in_stock: '这台呼叫器已经不在库存里，留着不动。请在设备页面处理。',
  },
  en: {
    left: 'This person has left already; there is nothing to take back.',
    called:
      'There was a call from this home since, so the person stays. Check it; if it is a mistake, sign them out as entered by mistake.',
    edited: 'Somebody has changed this person’s file since, so they stay. Check it; if it is a mistake, sign them out.',
    home_edited:
      'Somebody has changed this home, its contacts or responders since, so the person stays. Check it; if it is a mistake, sign them out.',
    hold: 'A hold was recorded for this person since, so they stay. Check it; if it is a mistake, sign them out.',
    consent: 'A consent was recorded for this person since, so they stay. Check it; if it is a mistake, sign them out.',
    photo: 'A photo of this person was taken in since, so they stay. Check it; if it is a mistake, sign them out.',
    device: 'A device was put up or heard in this home since, so the person stays. Look there first.',
    not_in_stock: 'This device is no longer in stock, so it stays as it is. See to it on the page of devices.',
  },
}

/** Why an undo kept a row, and what to do about it. */
export function keptSentence(why: KeptReason, language: SaidIn): string {
  return SENTENCES[language][why]
}
