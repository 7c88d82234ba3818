/** The shapes of the API's answers, by the names that the pages use. All come from the generated schema. */

import type { components } from './schema'

type Shapes = components['schemas']

export type Platform = '12345' | '110'
export type OrderKind = 'case' | 'incident'
export type Side = 'origin' | 'destination'

export type Session = Shapes['Session']
export type Button = Shapes['Button']
export type AppealRow = Shapes['AppealRow']
export type Appeal = Shapes['Appeal']
export type Attachment = Shapes['Attachment']
export type OrderHead = Shapes['OrderSummary']
export type History = Shapes['History']
export type Clock = Shapes['Clock']
export type StoredDecision = Shapes['Decision']
export type Happening = Shapes['Happening']
export type WorkOrder = Shapes['WorkOrderDetail']
export type WorkOrderRow = Shapes['WorkOrderRow']
export type RevisitRow = Shapes['RevisitRow']
export type PoliceOrder = Shapes['PoliceOrderDetail']
export type PoliceOrderRow = Shapes['PoliceOrderRow']
export type Order = WorkOrder | PoliceOrder
export type OrderRow = WorkOrderRow | PoliceOrderRow
export type Handover = Shapes['Handover']
export type HandoverRow = Shapes['HandoverRow']
export type Joint = Shapes['JointAction']
export type JointRow = Shapes['JointActionRow']
export type Judgement = Shapes['JudgementHere']
export type SplitPart = Shapes['MatterPart']
export type Beside = Shapes['Beside']
export type EarlierAppeal = Shapes['EarlierAppeal']
export type Present = Shapes['Present']
export type Advice = Shapes['Advice']
export type Workspace = Shapes['Workspace']
export type Registered = Shapes['Registered']
export type Unit = Shapes['Unit']
export type HelpCall = Shapes['HelpCall']
export type PoliceClass = Shapes['PoliceClass']
export type Machine = Shapes['Machine']
export type Script = Shapes['Script']

export type Board = Shapes['Board']
export type Wall = Shapes['Wall']
export type WallLink = Shapes['WallLink']
export type Supervision = Shapes['Supervision']
export type PressRow = Shapes['PressRow']
export type InboxFigures = Shapes['InboxFigures']
export type SavedView = Shapes['SavedView']
export type ExportRow = Shapes['ExportRow']
export type Change = Shapes['Change']

export const isCase = (order: Order): order is WorkOrder => order.kind === 'case'

export type DeadlineRule = Shapes['DeadlineRule']
export type NewDeadlineRule = Shapes['RuleBody']
export type Calendar = Shapes['Calendar']

export type Edition = Shapes['Edition']
export type WholeEdition = Shapes['WholeEdition']
export type RuleTable = Shapes['RuleTable']
export type RuleColumn = Shapes['RuleColumn']
export type RuleLine = Shapes['RuleLine']
export type Finding = Shapes['FindingLine']
export type Findings = Shapes['Findings']
export type RowChange = Shapes['RowChange']
export type ChangeList = Shapes['ChangeList']
export type Force = Shapes['ForceLine']

export type Replay = Shapes['Replay']
export type ReplayResult = Shapes['ReplayResult']
export type ReplayCase = Shapes['Case']

export type ModelBrief = Shapes['ModelBrief']
export type WholeModel = Shapes['WholeModel']
export type ModelSwitch = Shapes['SwitchState']
export type OverrideFigure = Shapes['OverrideFigure']
export type OverrideRow = Shapes['Override-Output']
export type DriftReading = Shapes['DriftReading']
export type ShadowSummary = Shapes['ShadowSummary']
export type ShadowCase = Shapes['ShadowCase']

export type PeerStanding = Shapes['PeerStanding']
export type ExchangeMessage = Shapes['MessageBrief']
export type WholeMessage = Shapes['MessageWhole']
export type DigestRow = Shapes['DigestRow']
export type RefusalRow = Shapes['RefusalRow']
export type Unmapped = Shapes['Unmapped']
export type LinkRegion = Shapes['Region']
export type Alarms = Shapes['Alarms']
export type Call = Shapes['Call']
export type Hint = Shapes['Hint']
