import type { MessageTemplates } from './message-templates';

export const planMessages = {
  'plan/headline': {
    en: '{units} units with {chips} chips ({systems}) carry all of the demand for {months} months at {totalUsd}.',
    'zh-CN':
      '{units} 台共 {chips} 颗芯片（{systems}）在 {months} 个月内承载全部需求，成本 {totalUsd}。',
  },
  'plan/headline-infeasible': {
    en: 'No fleet keeps all limits; limits in conflict: {count}.',
    'zh-CN': '没有能满足全部限制的方案：{count} 项限制互相冲突。',
  },
  'plan/run-outlasts-horizon': {
    en: '{workload} on {system} would end on {end}, after the horizon ({horizonEnd}).',
    'zh-CN': '{workload} 在 {system} 上将于 {end} 结束，晚于规划期（{horizonEnd}）。',
  },
  'plan/proved-best': {
    en: 'No fleet of the {systems} kinds of systems that may be had and could carry the work costs less.',
    'zh-CN': '在可获得且能承载工作的 {systems} 种系统中，没有任何方案的成本更低。',
  },
  'plan/proved-over-all': {
    en: 'No fleet of the {systems} kinds of systems that may be had and could carry the work costs less than {usd}; the plan is within {percent} % of that.',
    'zh-CN':
      '在可获得且能承载工作的 {systems} 种系统中，没有任何方案的成本低于 {usd}；本方案与之相差不超过 {percent}%。',
  },
  'plan/cannot-cool': {
    en: '{system} needs {cooling} cooling, which {site} does not offer.',
    'zh-CN': '{system} 需要 {cooling} 冷却，而 {site} 不提供。',
  },
  'plan/supplied-never': {
    en: '{system} does not arrive within the horizon: lead time {months} months, available from {from}.',
    'zh-CN': '{system} 在规划期内无法到货：交期 {months} 个月，可供时间 {from}。',
  },
  'plan/only-system': {
    en: 'Only {system}',
    'zh-CN': '仅用 {system}',
  },
  'plan/rent-stock-unknown': {
    en: 'What providers have free is not published: any number of {systems} is taken to be for hire. A number you know goes into limits.supply.',
    'zh-CN':
      '供应商的可租库存并不公开：假定 {systems} 可任意数量租用。若已知数量，请写入 limits.supply。',
  },
  'plan/buy-only': { en: 'Buy everything', 'zh-CN': '全部购买' },
  'plan/rent-only': { en: 'Rent everything', 'zh-CN': '全部租用' },
  'plan/domestic-only': { en: 'Domestic chips only', 'zh-CN': '仅用国产芯片' },
  'plan/alternative-infeasible': {
    en: 'This way alone cannot keep all limits.',
    'zh-CN': '仅用这种方式无法满足全部限制。',
  },
  'plan/alternative-unsolved': {
    en: 'No solution was found within the search limit.',
    'zh-CN': '在搜索限度内未找到解。',
  },
  'plan/power-binds': {
    en: 'Power at {site} is used to {percent} % ({usedKw} of {limitKw} kW).',
    'zh-CN': '{site} 的电力已用 {percent}%（{usedKw}／{limitKw} kW）。',
  },
  'plan/racks-bind': {
    en: 'Racks at {site} are used to {percent} % ({used} of {limit}).',
    'zh-CN': '{site} 的机柜已用 {percent}%（{used}／{limit}）。',
  },
  'plan/supply-binds': {
    en: 'Supply of {supply} is used up in {period}: {chips} chips.',
    'zh-CN': '{period} 的 {supply} 供应已用尽：{chips} 颗芯片。',
  },
  'plan/budget-binds': {
    en: 'The budget is used to {percent} %.',
    'zh-CN': '预算已用 {percent}%。',
  },
  'plan/cost-budget-binds': {
    en: 'The budget of {usd} for the cost of {months} is used to {percent} %.',
    'zh-CN': '{months} 的成本预算 {usd}已用 {percent}%。',
  },
  'plan/capex-budget-binds': {
    en: 'The budget of {usd} for purchases of {months} is used to {percent} %.',
    'zh-CN': '{months} 的采购预算 {usd}已用 {percent}%。',
  },
  'plan/quota-binds': {
    en: 'Of the {limit} chips of {supply} to be had in all, the plan takes {chips}.',
    'zh-CN': '{supply} 总共可得 {limit} 颗芯片，方案用去 {chips} 颗。',
  },
  'plan/volume-cap-binds': {
    en: 'The act {event} lets one buyer have {limit} chips; the plan takes {chips}.',
    'zh-CN': '法案 {event} 限定每个买方最多 {limit} 颗芯片；方案用去 {chips} 颗。',
  },
  'plan/minimum-order-binds': {
    en: 'The order of {chips} chips of {supply} for {period} is no larger than the least that is taken, {limit} chips.',
    'zh-CN': '{period} 的 {supply} 订单为 {chips} 颗芯片，已是最小订单量（{limit} 颗）。',
  },
  'plan/minimum-order-worth': {
    en: 'Without the least order of {limit} chips of {supply} the plan would cost {usd} less over the horizon.',
    'zh-CN': '若无 {supply} 最少 {limit} 颗芯片的订单要求，方案在整个规划期可省 {usd}。',
  },
  'plan/limit-costs-nothing': {
    en: '{limit} That costs nothing: without this limit no fleet was found that is cheaper by more than the search leaves open.',
    'zh-CN': '{limit}这并不增加成本：取消该限制后，未找到便宜幅度超过搜索误差的方案。',
  },
  'plan/quota-worth': {
    en: 'One more chip of {supply} in all would save {usd} a year.',
    'zh-CN': '{supply} 总量每多一颗芯片，每年可省 {usd}。',
  },
  'plan/budget-worth': {
    en: '{stepUsd} more for {months} would save {usd} over the horizon.',
    'zh-CN': '{months} 每多 {stepUsd} 预算，整个规划期可省 {usd}。',
  },
  'plan/domestic-share-binds': {
    en: 'The domestic share of chips is at its minimum of {percent} % in {period}.',
    'zh-CN': '{period} 的国产芯片占比处于下限 {percent}%。',
  },
  'plan/vendor-share-binds': {
    en: '{vendor} is at the maximum share of {percent} % of chips in {period}.',
    'zh-CN': '{period} {vendor} 的芯片占比达到上限 {percent}%。',
  },
  'plan/conflict-demand': {
    en: 'The demand of {workload} cannot be carried in full; lowering it by {excess} requests per second would do.',
    'zh-CN': '{workload} 的需求无法全部满足；每秒减少 {excess} 个请求即可。',
  },
  'plan/conflict-job': {
    en: 'The training job {workload} cannot run beside the other limits.',
    'zh-CN': '训练任务 {workload} 无法与其他限制同时满足。',
  },
  'plan/conflict-power': {
    en: 'Power at {site} is short by {excess} kW: {needed} kW would do in place of {limit} kW.',
    'zh-CN': '{site} 电力缺 {excess} kW：需 {needed} kW，现为 {limit} kW。',
  },
  'plan/conflict-racks': {
    en: 'Racks at {site} are short by {excess}: {needed} would do in place of {limit}.',
    'zh-CN': '{site} 机柜缺 {excess} 个：需 {needed} 个，现为 {limit} 个。',
  },
  'plan/conflict-supply': {
    en: 'Supply of {supply} is short by {excess} chips in its tightest period.',
    'zh-CN': '{supply} 在最紧张的周期内缺 {excess} 颗芯片。',
  },
  'plan/conflict-budget': {
    en: 'The budget of {limitUsd} is short by {excessUsd}: {neededUsd} would do.',
    'zh-CN': '预算 {limitUsd}，缺 {excessUsd}：需 {neededUsd}。',
  },
  'plan/conflict-cost-budget': {
    en: 'The budget of {limitUsd} for the cost of {months} is short by {excessUsd}: {neededUsd} would do.',
    'zh-CN': '{months} 的成本预算 {limitUsd}，缺 {excessUsd}：需 {neededUsd}。',
  },
  'plan/conflict-capex-budget': {
    en: 'The budget of {limitUsd} for purchases of {months} is short by {excessUsd}: {neededUsd} would do.',
    'zh-CN': '{months} 的采购预算 {limitUsd}，缺 {excessUsd}：需 {neededUsd}。',
  },
  'plan/conflict-quota': {
    en: 'The {limit} chips of {supply} to be had in all are too few by {excess}.',
    'zh-CN': '{supply} 总共可得 {limit} 颗芯片，缺 {excess} 颗。',
  },
  'plan/conflict-volume-cap': {
    en: 'The act {event} lets one buyer have {limit} chips; {excess} more would be needed.',
    'zh-CN': '法案 {event} 限定每个买方最多 {limit} 颗芯片；还需 {excess} 颗。',
  },
  'plan/conflict-minimum-order': {
    en: '{supply} comes in orders of at least {limit} chips; at least {needed} would do.',
    'zh-CN': '{supply} 每单至少 {limit} 颗芯片；降到至少 {needed} 颗即可。',
  },
  'plan/conflict-domestic-share': {
    en: 'The minimum domestic share of {percent} % cannot be kept with the other limits.',
    'zh-CN': '国产芯片占比下限 {percent}% 无法与其他限制同时满足。',
  },
  'plan/conflict-domestic-share-to': {
    en: 'The minimum domestic share of {percent} % cannot be kept with the other limits; {needed} % would do.',
    'zh-CN': '国产芯片占比下限 {percent}% 无法与其他限制同时满足；降至 {needed}% 即可。',
  },
  'plan/conflict-vendor-share-to': {
    en: 'The maximum vendor share of {percent} % cannot be kept with the other limits; {needed} % would do.',
    'zh-CN': '单一厂商占比上限 {percent}% 无法与其他限制同时满足；提高到 {needed}% 即可。',
  },
  'plan/kinds-bind': {
    en: 'The plan gets {kinds} kinds of systems, as many as it may.',
    'zh-CN': '方案采购 {kinds} 种系统，已达上限。',
  },
  'plan/conflict-vendor-share': {
    en: 'The maximum vendor share of {percent} % cannot be kept with the other limits.',
    'zh-CN': '单一厂商占比上限 {percent}% 无法与其他限制同时满足。',
  },
  'plan/conflict-system-kinds': {
    en: 'No more than {limit} kinds of systems are allowed; {needed} would do.',
    'zh-CN': '最多允许 {limit} 种系统；需要 {needed} 种。',
  },
  'plan/conflict-no-candidate': {
    en: 'Nothing that may be used can carry {workload} when it is asked for: {reason}',
    'zh-CN': '没有可用的系统能在需要时承载 {workload}：{reason}',
  },
  'plan/conflict-not-yet': {
    en: 'Nothing that may carry {workload} can be in service by {period}: {reason}',
    'zh-CN': '到 {period} 尚无可承载 {workload} 的系统能投入使用：{reason}',
  },
  'plan/nothing-allowed': {
    en: 'no system of the catalogue is allowed.',
    'zh-CN': '目录中没有允许使用的系统。',
  },
  'plan/conflict-unsolved': {
    en: 'No fleet was found within the search limit, and none was proved impossible.',
    'zh-CN': '在搜索限度内未找到方案，也未证明不可行。',
  },
  'plan/lengths-split': {
    en: '{workload} is split by request length into {parts} parts, each where it runs cheapest: kept together it would cost {togetherUsd}, so this saves {usd}. A router has to send each request by its length.',
    'zh-CN':
      '{workload} 按请求长度分为 {parts} 部分，各自在成本最低处运行：若不拆分需 {togetherUsd}，因此节省 {usd}。需要按长度分发请求的路由器。',
  },
  'plan/lengths-split-only': {
    en: '{workload} is split by request length into {parts} parts. A router has to send each request by its length.',
    'zh-CN': '{workload} 按请求长度分为 {parts} 部分。需要按长度分发请求的路由器。',
  },
  'plan/lengths-together': {
    en: '{workload} keeps requests of all lengths together: splitting them into {parts} parts by length would cost at least {usd} more.',
    'zh-CN': '{workload} 不按请求长度拆分：拆为 {parts} 部分至少多花 {usd}。',
  },
  'plan/lengths-no-gain': {
    en: '{workload} keeps requests of all lengths together: splitting them into {parts} parts by length would save nothing.',
    'zh-CN': '{workload} 不按请求长度拆分：拆为 {parts} 部分不会节省成本。',
  },
  'plan/lengths-carried': {
    en: '{replicas} replicas of {chipsPerReplica} chips of {system} carry {percent} % of the requests of {workload} in {period}: those of {from} to {to} input tokens on average.',
    'zh-CN':
      '{period} 由 {system} 的 {replicas} 个副本（每个 {chipsPerReplica} 颗芯片）承载 {workload} 的 {percent}% 请求：平均输入长度 {from} 至 {to} token 的部分。',
  },
  'plan/nights-too-short': {
    en: '{workload} cannot run on {system} at night: in {hours} hours a day, stopping and starting again every night, it does not keep its deadline.',
    'zh-CN':
      '{workload} 无法在夜间于 {system} 上运行：每天 {hours} 小时且每晚需停止并重启，无法按期完成。',
  },
  'plan/at-night': {
    en: '{workload} runs at night, {hours} hours a day, on {units} units of {system} that {services} leave then, from {start} to {end}.',
    'zh-CN':
      '{workload} 每天夜间运行 {hours} 小时，使用 {services} 此时空出的 {units} 台 {system}，自 {start} 至 {end}。',
  },
  'plan/at-night-saves': {
    en: 'Running {workload} at night saves {usd} against units of its own.',
    'zh-CN': '在夜间运行 {workload} 比使用独占设备节省 {usd}。',
  },
  'plan/survives-site-loss': {
    en: '{workload} is carried in full with any one of its {sites} sites lost: with all of them up it has {percent} % more capacity than its peak in {period} asks for.',
    'zh-CN':
      '{workload} 在其 {sites} 个站点中任一失效时仍可全部承载：全部站点正常时，其容量比 {period} 的峰值需求多 {percent}%。',
  },
  'plan/idle-capacity': {
    en: 'Capacity bought or rented but idle in the horizon costs {usd}, {percent} % of the total; no unit cost includes it.',
    'zh-CN':
      '规划期内已购或已租但闲置的算力花费 {usd}，占总成本 {percent}%；各项单位成本不含此项。',
  },
  'plan/too-large': {
    en: '{workload} asks for {demand} requests per second, which takes {chips} chips of even the densest kind; the largest that can be planned is {largest} requests per second.',
    'zh-CN':
      '{workload} 要求每秒 {demand} 个请求，即便用密度最高的芯片也需 {chips} 颗；可规划的上限为每秒 {largest} 个请求。',
  },
  'plan/committed-beyond': {
    en: 'Leases of {system} for {site} run for {months} months and cost {usd} more after the horizon; no cost of the plan includes it.',
    'zh-CN':
      '为 {site} 租赁的 {system} 合同期为 {months} 个月，规划期结束后还需支付 {usd}；方案成本不含此项。',
  },
  'plan/rented-elsewhere': {
    en: "Rented capacity runs in the provider's halls and does not use the site's power or racks: {systems}.",
    'zh-CN': '租用的算力运行在供应商的机房，不占用站点的电力与机柜：{systems}。',
  },
  'plan/ttft-at-risk': {
    en: 'The first token of {workload} on {system} may miss its limit: the 80 % interval reaches {highMs} ms (middle {midMs} ms), the limit is {limitMs} ms.',
    'zh-CN':
      '{workload} 在 {system} 上的首个 token 可能超限：80% 区间上界为 {highMs} ms（中值 {midMs} ms），上限为 {limitMs} ms。',
  },
  'plan/tpot-at-risk': {
    en: 'Further tokens of {workload} on {system} may miss their limit: the 80 % interval reaches {highMs} ms (middle {midMs} ms), the limit is {limitMs} ms.',
    'zh-CN':
      '{workload} 在 {system} 上的后续 token 可能超限：80% 区间上界为 {highMs} ms（中值 {midMs} ms），上限为 {limitMs} ms。',
  },
  'plan/deadline-at-risk': {
    en: 'The run {workload} on {system} may miss its deadline: the 80 % interval reaches {highDays} days (middle {midDays} days), the deadline is {limitDays} days.',
    'zh-CN':
      '{workload} 在 {system} 上可能错过期限：80% 区间上界为 {highDays} 天（中值 {midDays} 天），期限为 {limitDays} 天。',
  },
  'plan/deadline-binds': {
    en: 'The deadline of {limitDays} days sizes {workload}: {chips} chips, {days} days.',
    'zh-CN': '{workload} 的规模由 {limitDays} 天的期限决定：{chips} 颗芯片，{days} 天。',
  },
  'plan/none-yet': {
    en: '{system} is first available in {from}; nothing of it was on sale yet when the horizon ends in {horizonEnd}.',
    'zh-CN': '{system} 最早于 {from} 上市；规划期于 {horizonEnd} 结束时尚未有售。',
  },
  'plan/order-past': {
    en: '{system} for {site} in {period} has to be ordered by {orderBy}, before today ({today}).',
    'zh-CN': '{site} 在 {period} 所需的 {system} 须在 {orderBy} 前下单，早于今天（{today}）。',
  },
  'plan/availability-missed': {
    en: 'In {period} enough replicas of {workload} are up for {percent} % of the time, less than the {asked} % asked for: spares are reckoned at the greatest load.',
    'zh-CN':
      '{period} 期间 {workload} 有足够副本运行的时间仅占 {percent}%，低于要求的 {asked}%：备用副本按最大负载计算。',
  },
  'plan/cooling-unknown': {
    en: 'The cooling {system} needs is not published; check it against {site}.',
    'zh-CN': '{system} 所需的冷却方式未公开；请与 {site} 核对。',
  },
  'plan/racks-unknown': {
    en: 'The racks {system} takes are not published and are not counted against {site}.',
    'zh-CN': '{system} 占用的机柜数未公开，未计入 {site} 的限制。',
  },
  'plan/estimates-used': {
    en: 'Figures nobody publishes, taken from their class and marked as estimates: {count}.',
    'zh-CN': '{count} 个未公开的数值取自同类，并逐一标为估计值。',
  },
  'plan/evidence-ends': {
    en: 'The evidence ends on {asOf}; prices, rules and products after that day are unknown.',
    'zh-CN': '数据截至 {asOf}；此后的价格、规则与产品未知。',
  },
  'plan/fit-demand': {
    en: 'These limits carry {factor} times the stated demand; {beyond} times does not fit.',
    'zh-CN': '这些约束可承载所述需求的 {factor} 倍；{beyond} 倍则无法满足。',
  },
  'plan/fit-demand-open': {
    en: 'Nothing in the scenario limits how much demand can be carried, so this is the plan for the demand as stated. To plan from a limit, give a budget, the power or the racks of a site where systems are bought, or a limit of supply.',
    'zh-CN':
      '场景中没有限制可承载需求的约束，因此本方案按所述需求制定。若要以约束为起点规划，请给出预算、自购系统所在站点的电力或机柜数，或供应上限。',
  },
  'plan/fit-no-demand': {
    en: 'Not even one {share}th of the stated demand fits; what stands in the way is told for that little.',
    'zh-CN': '即使所述需求的 {share} 分之一也无法满足；以上为此时的冲突约束。',
  },
  'plan/fit-no-latency': {
    en: 'Not even latency targets {factor} times as long fit; what stands in the way is told for those.',
    'zh-CN': '即使将时延目标放宽到 {factor} 倍也无法满足；以上为此时的冲突约束。',
  },
  'plan/fit-latency': {
    en: 'These limits pay for latency targets of {percent} % of those stated; {beyond} % does not fit.',
    'zh-CN': '这些约束可支持所述时延目标的 {percent}%；{beyond}% 则无法满足。',
  },
  'plan/fit-latency-open': {
    en: 'Nothing in the scenario limits how tight the latency targets can be, so this is the plan for those stated. To plan from a limit, give a budget, the power or the racks of a site where systems are bought, or a limit of supply.',
    'zh-CN':
      '场景中没有限制时延目标的约束，因此本方案按所述目标制定。若要以约束为起点规划，请给出预算、自购系统所在站点的电力或机柜数，或供应上限。',
  },
  'plan/power-worth': {
    en: 'One more MW at {site} would save about {usd} a year.',
    'zh-CN': '{site} 每多 1 MW 电力，每年约可节省 {usd}。',
  },
  'plan/rack-worth': {
    en: 'One more rack at {site} would save about {usd} a year.',
    'zh-CN': '{site} 每多一个机柜，每年约可节省 {usd}。',
  },
  'plan/supply-worth': {
    en: 'One more chip of {supply} in every period would save about {usd} a year.',
    'zh-CN': '{supply} 每期多供应一颗芯片，每年约可节省 {usd}。',
  },
  'plan/domestic-share-worth': {
    en: 'A minimum domestic share one percentage point lower would save about {usd} a year.',
    'zh-CN': '国产芯片占比下限每降低 1 个百分点，每年约可节省 {usd}。',
  },
  'plan/vendor-share-worth': {
    en: 'One percentage point more for a single vendor would save about {usd} a year.',
    'zh-CN': '单一供应商占比上限每提高 1 个百分点，每年约可节省 {usd}。',
  },
  'plan/kinds-worth': {
    en: 'One more kind of system would save at least {usd} a year.',
    'zh-CN': '多允许一种系统，每年至少可节省 {usd}。',
  },
  'plan/cheapest-way-out': {
    en: 'Cheapest way out: {way} The plan would then cost about {costUsd}.',
    'zh-CN': '代价最低的出路：{way}届时方案成本约为 {costUsd}。',
  },
  'plan/sized': {
    en: '{workload} on {system} at {site}: {replicas} replicas x {chipsPerReplica} chips = {chips} chips in {period}, each carrying {rate} requests/s of {demand} asked.',
    'zh-CN':
      '{workload} 在 {site} 的 {system} 上：{period} 时 {replicas} 个副本 x {chipsPerReplica} 颗 = {chips} 颗芯片，每个副本承载 {rate} 请求/秒，总需求 {demand} 请求/秒。',
  },
  'plan/sized-run': {
    en: '{workload} on {system}: {units} units with {chips} chips for {days} days.',
    'zh-CN': '{workload} 在 {system} 上：{units} 台共 {chips} 颗芯片，用时 {days} 天。',
  },
  'plan/split': {
    en: '{workload} is split in {period}: {shares}. Fully used, {best} is the cheapest of them per request; the others use units that are there anyway, fill what is less than a unit, or keep a limit.',
    'zh-CN':
      '{workload} 在 {period} 拆分为：{shares}。满载时其中 {best} 的单位请求成本最低；其余用于已有的设备、不足一台的余量，或为满足限制。',
  },
  'plan/stranded-chips': {
    en: '{chips} chips of {system} stand idle in {period}, when the fleet is used most; a unit has {unit} chips.',
    'zh-CN': '使用最多的 {period}，{system} 仍有 {chips} 颗芯片闲置；每台为 {unit} 颗。',
  },
} as const satisfies MessageTemplates;
