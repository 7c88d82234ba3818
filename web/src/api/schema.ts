// Made by `npm run client` from docs/reference/openapi.json. Do not edit.

export interface paths {
    "/api/v1/appeals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Appeals that the caller may see, newest first
         * @description 所需权限 permission: `appeal.read`
         */
        get: operations["list_appeals_api_v1_appeals_get"];
        put?: never;
        /**
         * Register one appeal: judged, owned, clocks running
         * @description 所需权限 permission: `appeal.create`
         */
        post: operations["create_appeal_api_v1_appeals_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register up to 1,000 appeals; each line has its own answer
         * @description 所需权限 permission: `appeal.create`
         */
        post: operations["create_appeals_api_v1_appeals_batch_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/beside": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What is known while a contact is typed: caller, place, the same matter; nothing is written
         * @description 所需权限 permission: `appeal.create`
         */
        post: operations["beside_api_v1_appeals_beside_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{appeal_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One appeal with both sides' orders, clocks, handovers and judgement
         * @description 所需权限 permission: `appeal.read`
         */
        get: operations["get_appeal_api_v1_appeals__appeal_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{appeal_id}/decisions/{n}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Judge again by the rules that the decision names
         * @description 所需权限 permission: `appeal.read`
         */
        get: operations["rerun_api_v1_appeals__appeal_id__decisions__n__rerun_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{appeal_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that happened, on both sides, in time
         * @description 所需权限 permission: `appeal.read`
         */
        get: operations["get_timeline_api_v1_appeals__appeal_id__timeline_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{appeal_id}/routing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Suggested units, whether towns are barred, what to say when it is out of scope
         * @description 所需权限 permission: `appeal.read`
         */
        get: operations["get_routing_api_v1_appeals__appeal_id__routing_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{appeal_id}/linkage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where it is, and what the other side sees of it
         * @description 所需权限 permission: `appeal.read`
         */
        get: operations["get_linkage_api_v1_appeals__appeal_id__linkage_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{appeal_id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Name and phone in clear, with a reason, audited
         * @description 所需权限 permission: `appeal.reveal`
         */
        post: operations["reveal_api_v1_appeals__appeal_id__reveal_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{appeal_id}/override": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Judge differently from the machine, with the reason
         * @description 所需权限 permission: `appeal.override`
         */
        post: operations["override_api_v1_appeals__appeal_id__override_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{appeal_id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take further matters out as appeals of their own
         * @description 所需权限 permission: `appeal.split`
         */
        post: operations["split_api_v1_appeals__appeal_id__split_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/machines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The transition tables, with their names
         * @description 所需权限 permission: `registry.read`
         */
        get: operations["machines_api_v1_registry_machines_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 直接答复 Answer directly
         * @description 所需权限 permission: `case.answer`
         */
        post: operations["case_answer_api_v1_work_orders__order_id__answer_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/dispatch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 派单 Dispatch
         * @description 所需权限 permission: `case.dispatch`
         */
        post: operations["case_dispatch_api_v1_work_orders__order_id__dispatch_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 签收 Sign
         * @description 所需权限 permission: `case.sign`
         */
        post: operations["case_sign_api_v1_work_orders__order_id__sign_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/begin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 联系诉求人并开始办理 Begin
         * @description 所需权限 permission: `case.begin`
         */
        post: operations["case_begin_api_v1_work_orders__order_id__begin_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 退单 Return
         * @description 所需权限 permission: `case.return`
         */
        post: operations["case_return_api_v1_work_orders__order_id__return_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/uphold_return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 同意退单 Uphold the return
         * @description 所需权限 permission: `case.uphold_return`
         */
        post: operations["case_uphold_return_api_v1_work_orders__order_id__uphold_return_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/reject_return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 驳回退单 Reject the return
         * @description 所需权限 permission: `case.reject_return`
         */
        post: operations["case_reject_return_api_v1_work_orders__order_id__reject_return_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/ask_extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 申请延期 Ask for an extension
         * @description 所需权限 permission: `case.ask_extension`
         */
        post: operations["case_ask_extension_api_v1_work_orders__order_id__ask_extension_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/grant_extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 同意延期 Grant the extension
         * @description 所需权限 permission: `case.grant_extension`
         */
        post: operations["case_grant_extension_api_v1_work_orders__order_id__grant_extension_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/refuse_extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 不同意延期 Refuse the extension
         * @description 所需权限 permission: `case.refuse_extension`
         */
        post: operations["case_refuse_extension_api_v1_work_orders__order_id__refuse_extension_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/co_reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 协办答复 Co-handler's reply
         * @description 所需权限 permission: `case.co_reply`
         */
        post: operations["case_co_reply_api_v1_work_orders__order_id__co_reply_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 答复办理结果 Reply
         * @description 所需权限 permission: `case.reply`
         */
        post: operations["case_reply_api_v1_work_orders__order_id__reply_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 审核通过 Approve
         * @description 所需权限 permission: `case.approve`
         */
        post: operations["case_approve_api_v1_work_orders__order_id__approve_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/reject_reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 审核不通过 Reject the reply
         * @description 所需权限 permission: `case.reject_reply`
         */
        post: operations["case_reject_reply_api_v1_work_orders__order_id__reject_reply_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/revisit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 回访 Revisit
         * @description 所需权限 permission: `case.revisit`
         */
        post: operations["case_revisit_api_v1_work_orders__order_id__revisit_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/miss_revisit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 回访未接通 Not reached for the revisit
         * @description 所需权限 permission: `case.revisit`
         */
        post: operations["case_miss_revisit_api_v1_work_orders__order_id__miss_revisit_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/redo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 重办 Redo
         * @description 所需权限 permission: `case.redo`
         */
        post: operations["case_redo_api_v1_work_orders__order_id__redo_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 办结 Close
         * @description 所需权限 permission: `case.close`
         */
        post: operations["case_close_api_v1_work_orders__order_id__close_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/close_unvisited": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 免回访办结 Close without a revisit
         * @description 所需权限 permission: `case.close_unvisited`
         */
        post: operations["case_close_unvisited_api_v1_work_orders__order_id__close_unvisited_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 撤单 Withdraw
         * @description 所需权限 permission: `case.withdraw`
         */
        post: operations["case_withdraw_api_v1_work_orders__order_id__withdraw_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/unmerge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 取消并单 Unmerge
         * @description 所需权限 permission: `case.unmerge`
         */
        post: operations["case_unmerge_api_v1_work_orders__order_id__unmerge_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/urge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 催办 Remind
         * @description 所需权限 permission: `case.urge`
         */
        post: operations["case_urge_api_v1_work_orders__order_id__urge_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The person comes back after the end: a new order on the same appeal
         * @description 所需权限 permission: `appeal.create`
         */
        post: operations["reopen_work_order_api_v1_work_orders__order_id__reopen_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Work orders that the caller may see, newest first
         * @description 所需权限 permission: `case.read`
         */
        get: operations["list_work_orders_api_v1_work_orders_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/revisits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom to ask about the result: now, later, and what was said and is not decided
         * @description 所需权限 permission: `case.revisit`
         */
        get: operations["list_revisits_api_v1_revisits_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One work order with its units, extensions and possible steps
         * @description 所需权限 permission: `case.read`
         */
        get: operations["get_work_order_api_v1_work_orders__order_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Merge a repeat into another order
         * @description 所需权限 permission: `appeal.merge`
         */
        post: operations["merge_work_order_api_v1_work_orders__order_id__merge_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}/dispatch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 派警 Dispatch
         * @description 所需权限 permission: `incident.dispatch`
         */
        post: operations["incident_dispatch_api_v1_police_orders__order_id__dispatch_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 签收 Sign
         * @description 所需权限 permission: `incident.sign`
         */
        post: operations["incident_sign_api_v1_police_orders__order_id__sign_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}/set_out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 出动 Set out
         * @description 所需权限 permission: `incident.set_out`
         */
        post: operations["incident_set_out_api_v1_police_orders__order_id__set_out_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}/arrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 到场 Arrive
         * @description 所需权限 permission: `incident.arrive`
         */
        post: operations["incident_arrive_api_v1_police_orders__order_id__arrive_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}/feed_back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 反馈 Feed back
         * @description 所需权限 permission: `incident.feed_back`
         */
        post: operations["incident_feed_back_api_v1_police_orders__order_id__feed_back_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}/ask_help": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 现场求援 Asks for support
         * @description 所需权限 permission: `incident.ask_help`
         */
        post: operations["incident_ask_help_api_v1_police_orders__order_id__ask_help_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}/unit_return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 退警 Unit returns it
         * @description 所需权限 permission: `incident.unit_return`
         */
        post: operations["incident_unit_return_api_v1_police_orders__order_id__unit_return_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}/classify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 修正类别 Correct the class
         * @description 所需权限 permission: `incident.classify`
         */
        post: operations["incident_classify_api_v1_police_orders__order_id__classify_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}/invalidate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 判为无效 Declare invalid
         * @description 所需权限 permission: `incident.invalidate`
         */
        post: operations["incident_invalidate_api_v1_police_orders__order_id__invalidate_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 撤销 Cancel
         * @description 所需权限 permission: `incident.cancel`
         */
        post: operations["incident_cancel_api_v1_police_orders__order_id__cancel_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}/redo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 重新处置 Redo
         * @description 所需权限 permission: `incident.redo`
         */
        post: operations["incident_redo_api_v1_police_orders__order_id__redo_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 结案 Close
         * @description 所需权限 permission: `incident.close`
         */
        post: operations["incident_close_api_v1_police_orders__order_id__close_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}/urge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 催办 Remind
         * @description 所需权限 permission: `incident.urge`
         */
        post: operations["incident_urge_api_v1_police_orders__order_id__urge_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Police orders that the caller may see, newest first
         * @description 所需权限 permission: `incident.read`
         */
        get: operations["list_police_orders_api_v1_police_orders_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One police order with its units, feedback and possible steps
         * @description 所需权限 permission: `incident.read`
         */
        get: operations["get_police_order_api_v1_police_orders__order_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/help-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls for support from the scene that wait for somebody, oldest first
         * @description 所需权限 permission: `incident.dispatch`
         */
        get: operations["list_help_calls_api_v1_help_calls_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}/take_help": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the call for support: who answers for it is known
         * @description 所需权限 permission: `incident.dispatch`
         */
        post: operations["take_help_api_v1_police_orders__order_id__take_help_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handovers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Handovers of the caller's platform, newest first
         * @description 所需权限 permission: `handover.read`
         */
        get: operations["list_handovers_api_v1_handovers_get"];
        put?: never;
        /**
         * Offer an order to the other platform
         * @description 所需权限 permission: `handover.offer`
         */
        post: operations["offer_api_v1_handovers_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handovers/{handover_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One handover from the caller's side
         * @description 所需权限 permission: `handover.read`
         */
        get: operations["get_handover_api_v1_handovers__handover_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handovers/{handover_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept
         * @description 所需权限 permission: `handover.accept`
         */
        post: operations["accept_api_v1_handovers__handover_id__accept_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handovers/{handover_id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return with a reason; opens the negotiation
         * @description 所需权限 permission: `handover.return`
         */
        post: operations["return__api_v1_handovers__handover_id__return_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handovers/{handover_id}/propose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say who should own it
         * @description 所需权限 permission: `handover.propose`
         */
        post: operations["propose_api_v1_handovers__handover_id__propose_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handovers/{handover_id}/recall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an offer back
         * @description 所需权限 permission: `handover.recall`
         */
        post: operations["recall_api_v1_handovers__handover_id__recall_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handovers/{handover_id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm the result
         * @description 所需权限 permission: `handover.confirm`
         */
        post: operations["confirm_api_v1_handovers__handover_id__confirm_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handovers/{handover_id}/redo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the other side to handle it again
         * @description 所需权限 permission: `handover.redo`
         */
        post: operations["redo_api_v1_handovers__handover_id__redo_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handovers/{handover_id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell the other side how it stands
         * @description 所需权限 permission: `handover.progress`
         */
        post: operations["report_progress_api_v1_handovers__handover_id__progress_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handovers/{handover_id}/supervise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Urge the other side to say how it stands
         * @description 所需权限 permission: `handover.supervise`
         */
        post: operations["supervise_api_v1_handovers__handover_id__supervise_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handovers/{handover_id}/revisit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep what the person says of the other side's result
         * @description 所需权限 permission: `handover.revisit`
         */
        post: operations["revisit_api_v1_handovers__handover_id__revisit_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/joint-actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Joint actions of the caller's platform, newest first
         * @description 所需权限 permission: `joint.read`
         */
        get: operations["list_joint_actions_api_v1_joint_actions_get"];
        put?: never;
        /**
         * Ask the other platform to act too
         * @description 所需权限 permission: `joint.request`
         */
        post: operations["request_joint_api_v1_joint_actions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/joint-actions/{joint_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One joint action from the caller's side
         * @description 所需权限 permission: `joint.read`
         */
        get: operations["get_joint_action_api_v1_joint_actions__joint_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/joint-actions/{joint_id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge
         * @description 所需权限 permission: `joint.acknowledge`
         */
        post: operations["acknowledge_api_v1_joint_actions__joint_id__acknowledge_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/joint-actions/{joint_id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline; never for danger
         * @description 所需权限 permission: `joint.acknowledge`
         */
        post: operations["decline_api_v1_joint_actions__joint_id__decline_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/joint-actions/{joint_id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report what was done
         * @description 所需权限 permission: `joint.finish`
         */
        post: operations["finish_api_v1_joint_actions__joint_id__finish_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{order_id}/escalate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A handling unit calls 110 to its order
         * @description 所需权限 permission: `case.escalate`
         */
        post: operations["escalate_api_v1_work_orders__order_id__escalate_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{appeal_id}/danger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The danger button: raise the flag and send 110
         * @description 所需权限 permission: `appeal.danger`
         */
        post: operations["danger_api_v1_appeals__appeal_id__danger_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{appeal_id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Attachments that are here or on their way
         * @description 所需权限 permission: `appeal.read`
         */
        get: operations["list_attachments_api_v1_appeals__appeal_id__attachments_get"];
        put?: never;
        /**
         * Announce a file; its chunks follow
         * @description 所需权限 permission: `appeal.attach`
         */
        post: operations["begin_api_v1_appeals__appeal_id__attachments_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{attachment_id}/chunks/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Send one chunk; again is no error, any order
         * @description 所需权限 permission: `appeal.attach`
         */
        put: operations["put_chunk_api_v1_attachments__attachment_id__chunks__n__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{attachment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The contents, or a range of them
         * @description 所需权限 permission: `appeal.read`
         */
        get: operations["read_api_v1_attachments__attachment_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 未登记的来件草稿 The caller's own drafts
         * @description 所需权限 permission: `appeal.create`
         */
        get: operations["list_drafts_api_v1_drafts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{draft}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一份草稿 One draft
         * @description 所需权限 permission: `appeal.create`
         */
        get: operations["read_draft_api_v1_drafts__draft__get"];
        /**
         * 保存草稿 Keep a draft as it is now
         * @description 所需权限 permission: `appeal.create`
         */
        put: operations["save_draft_api_v1_drafts__draft__put"];
        post?: never;
        /**
         * 丢弃草稿 Put a draft away
         * @description 所需权限 permission: `appeal.create`
         */
        delete: operations["discard_draft_api_v1_drafts__draft__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{appeal_id}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 正在查看或填写，并得知还有谁 Who else has it open; again every 10 s, for 30 s
         * @description 所需权限 permission: `appeal.read`
         */
        put: operations["be_present_api_v1_appeals__appeal_id__presence_put"];
        post?: never;
        /**
         * 已离开 The caller has closed it
         * @description 所需权限 permission: `appeal.read`
         */
        delete: operations["leave_api_v1_appeals__appeal_id__presence_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 联动大屏：当日汇总 Sums of today for a wall-board
         * @description 所需权限 permission: `wall.read`
         */
        get: operations["show_wall_api_v1_wall_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wall/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 新建大屏链接 Make a link for a wall-board
         * @description 所需权限 permission: `account.admin`
         */
        post: operations["make_wall_link_api_v1_wall_links_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 督办台：超期、将到期、两次退回、久无进展、紧急未应 What has to be pressed
         * @description 所需权限 permission: `supervision.read`
         */
        get: operations["show_supervision_api_v1_supervision_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 本单位收件箱数目 What waits for the caller's unit
         * @description 所需权限 permission: `case.read`
         */
        get: operations["show_inbox_api_v1_inbox_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 我的筛选与列 The caller's views of a page
         * @description 所需权限 permission: `appeal.read`
         */
        get: operations["list_views_api_v1_views_get"];
        put?: never;
        /**
         * 保存筛选与列 Keep a view, in place of the one with its name
         * @description 所需权限 permission: `appeal.read`
         */
        post: operations["save_view_api_v1_views_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{view_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * 删除筛选 Drop a view
         * @description 所需权限 permission: `appeal.read`
         */
        delete: operations["drop_view_api_v1_views__view_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 我的导出 The caller's newest exports
         * @description 所需权限 permission: `list.export`
         */
        get: operations["list_exports_api_v1_exports_get"];
        put?: never;
        /**
         * 导出列表（后台，留痕）Order a list as a workbook
         * @description 所需权限 permission: `list.export`
         */
        post: operations["begin_export_api_v1_exports_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{export_id}/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 下载导出（留痕）Fetch a workbook
         * @description 所需权限 permission: `list.export`
         */
        get: operations["fetch_export_api_v1_exports__export_id__sheet_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 提醒：时限过八成、到期、超期一日 Reminders, newest first
         * @description 所需权限 permission: `clock.read`
         */
        get: operations["list_reminders_api_v1_reminders_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 计时：最紧急的在前 Clocks, the most urgent first
         * @description 所需权限 permission: `clock.read`
         */
        get: operations["list_clocks_api_v1_clocks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 联动大屏：来件、责任、超期、在途 The live board
         * @description 所需权限 permission: `board.read`
         */
        get: operations["board_api_v1_board_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 变更推送（SSE）Changes that the caller may see, as server-sent events
         * @description ``change`` carries topic, subject, appeal, number and state; ``ready`` marks that the stream is live;
         *     ``reset`` asks the page to read everything anew. ``Last-Event-ID`` resumes while the facts are kept.
         *
         *     所需权限 permission: `events.read`
         */
        get: operations["events_api_v1_events_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/deadline-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 时限规则 Deadline rules, or those that hold on a day
         * @description 所需权限 permission: `registry.read`
         */
        get: operations["list_rules_api_v1_registry_deadline_rules_get"];
        put?: never;
        /**
         * 新增时限规则 Add a deadline rule
         * @description 所需权限 permission: `registry.write`
         */
        post: operations["add_rule_api_v1_registry_deadline_rules_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/deadline-rules/{code}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 停用时限规则 End a deadline rule
         * @description 所需权限 permission: `registry.write`
         */
        post: operations["retire_rule_api_v1_registry_deadline_rules__code__retire_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/editions/{edition}/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 推演列表 Replays of an edition
         * @description 所需权限 permission: `rules.read`
         */
        get: operations["list_replays_api_v1_rules_editions__edition__replays_get"];
        put?: never;
        /**
         * 推演：用近期真实诉求试算草稿 Try an edition on the decisions of the last days
         * @description 所需权限 permission: `rules.edit`
         */
        post: operations["begin_replay_api_v1_rules_editions__edition__replays_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/replays/{replay_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 推演结果：从哪里到哪里 A replay and its matrices
         * @description 所需权限 permission: `rules.read`
         */
        get: operations["read_replay_api_v1_rules_replays__replay_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/replays/{replay_id}/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 推演中变化的诉求 Texts of one cell of a matrix
         * @description 所需权限 permission: `rules.read`
         */
        get: operations["list_cases_api_v1_rules_replays__replay_id__cases_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/replays/{replay_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 取消推演 Cancel a replay
         * @description 所需权限 permission: `rules.edit`
         */
        post: operations["cancel_replay_api_v1_rules_replays__replay_id__cancel_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triage/override-reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 改判理由代码 Reason codes of an override
         * @description 所需权限 permission: `registry.read`
         */
        get: operations["list_reasons_api_v1_triage_override_reasons_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triage/overrides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 改判记录：研判错在哪里 Overrides, as evidence for the rules
         * @description 所需权限 permission: `rules.read`
         */
        get: operations["list_overrides_api_v1_triage_overrides_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triage/override-figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 改判汇总：从哪个事项改到哪个 Which matter and words misled, and how often
         * @description 所需权限 permission: `rules.read`
         */
        get: operations["override_figures_api_v1_triage_override_figures_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triage/drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 漂移监测：近期研判与前四周相比 How the last days' judgements compare with the weeks before
         * @description 所需权限 permission: `rules.read`
         */
        get: operations["list_drift_api_v1_triage_drift_get"];
        put?: never;
        /**
         * 立即监测 Look now
         * @description 所需权限 permission: `rules.edit`
         */
        post: operations["look_at_drift_api_v1_triage_drift_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model_id}/shadow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 旁听模型与实际研判的一致程度 How far a listening model agrees
         * @description 所需权限 permission: `model.read`
         */
        get: operations["shadow_summary_api_v1_models__model_id__shadow_get"];
        put?: never;
        /**
         * Let a model judge without acting
         * @description 所需权限 permission: `model.write`
         */
        post: operations["shadow_api_v1_models__model_id__shadow_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model_id}/shadow/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 旁听模型意见不同的诉求 Appeals on which a listening model differs
         * @description 所需权限 permission: `model.read`
         */
        get: operations["list_shadow_cases_api_v1_models__model_id__shadow_cases_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 规则表的结构 Tables and columns
         * @description 所需权限 permission: `rules.read`
         */
        get: operations["list_tables_api_v1_rules_tables_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/editions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 规则版本列表 List editions
         * @description 所需权限 permission: `rules.read`
         */
        get: operations["list_editions_api_v1_rules_editions_get"];
        put?: never;
        /**
         * 新建草稿 Make a draft
         * @description 所需权限 permission: `rules.edit`
         */
        post: operations["create_draft_api_v1_rules_editions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/editions/{edition}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 查看版本 Read an edition
         * @description 所需权限 permission: `rules.read`
         */
        get: operations["read_edition_api_v1_rules_editions__edition__get"];
        put?: never;
        post?: never;
        /**
         * 放弃草稿 Give up a draft
         * @description 所需权限 permission: `rules.edit`
         */
        delete: operations["give_up_api_v1_rules_editions__edition__delete"];
        options?: never;
        head?: never;
        /**
         * 修改草稿说明 Change a draft
         * @description 所需权限 permission: `rules.edit`
         */
        patch: operations["change_draft_api_v1_rules_editions__edition__patch"];
        trace?: never;
    };
    "/api/v1/rules/editions/{edition}/tables/{table}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 规则行列表 List rows
         * @description 所需权限 permission: `rules.read`
         */
        get: operations["list_rows_api_v1_rules_editions__edition__tables__table__rows_get"];
        put?: never;
        /**
         * 增加一行 Add a row
         * @description 所需权限 permission: `rules.edit`
         */
        post: operations["add_row_api_v1_rules_editions__edition__tables__table__rows_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/editions/{edition}/tables/{table}/rows/{ordinal}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * 删除一行 Remove a row
         * @description 所需权限 permission: `rules.edit`
         */
        delete: operations["remove_row_api_v1_rules_editions__edition__tables__table__rows__ordinal__delete"];
        options?: never;
        head?: never;
        /**
         * 修改一行 Change a row
         * @description 所需权限 permission: `rules.edit`
         */
        patch: operations["change_row_api_v1_rules_editions__edition__tables__table__rows__ordinal__patch"];
        trace?: never;
    };
    "/api/v1/rules/editions/{edition}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 与另一版本的差异 What differs from another edition
         * @description 所需权限 permission: `rules.read`
         */
        get: operations["list_changes_api_v1_rules_editions__edition__changes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/editions/{edition}/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 检查重叠与缺口 Overlaps and gaps
         * @description 所需权限 permission: `rules.read`
         */
        get: operations["list_findings_api_v1_rules_editions__edition__checks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/editions/{edition}/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出为 Excel Export as a workbook
         * @description 所需权限 permission: `rules.read`
         */
        get: operations["export_sheet_api_v1_rules_editions__edition__sheet_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/editions/{edition}/import-batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 从 Excel 导入草稿 Import a workbook into a draft
         * @description 所需权限 permission: `rules.edit`
         */
        post: operations["import_sheet_api_v1_rules_editions__edition__import_batch_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/editions/{edition}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 发布 Publish
         * @description 所需权限 permission: `rules.publish`
         */
        post: operations["publish_api_v1_rules_editions__edition__publish_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/editions/{edition}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 撤回未生效的发布 Call back a publication
         * @description 所需权限 permission: `rules.publish`
         */
        post: operations["withdraw_api_v1_rules_editions__edition__withdraw_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/editions/{edition}/roll-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 回退到此版本 Roll back to it
         * @description 所需权限 permission: `rules.publish`
         */
        post: operations["roll_back_api_v1_rules_editions__edition__roll_back_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/editions/{edition}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 验证签名 Verify the signature
         * @description 所需权限 permission: `rules.read`
         */
        get: operations["verify_api_v1_rules_editions__edition__verify_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 发布与回退记录 Publications and rollbacks
         * @description 所需权限 permission: `rules.read`
         */
        get: operations["list_forces_api_v1_rules_history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Models, newest first
         * @description 所需权限 permission: `model.read`
         */
        get: operations["list_models_api_v1_models_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether models may speak
         * @description 所需权限 permission: `model.read`
         */
        get: operations["read_switch_api_v1_models_switch_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let rules alone decide
         * @description 所需权限 permission: `model.write`
         */
        post: operations["turn_off_api_v1_models_off_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/on": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let models speak again
         * @description 所需权限 permission: `model.write`
         */
        post: operations["turn_on_api_v1_models_on_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One model with its card
         * @description 所需权限 permission: `model.read`
         */
        get: operations["read_model_api_v1_models__model_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model_id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a model speak
         * @description 所需权限 permission: `model.write`
         */
        post: operations["activate_api_v1_models__model_id__activate_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model_id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a model out of use
         * @description 所需权限 permission: `model.write`
         */
        post: operations["retire_api_v1_models__model_id__retire_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model_id}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a model says of a text
         * @description 所需权限 permission: `model.read`
         */
        post: operations["try_model_api_v1_models__model_id__try_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Judge a text: owner, danger, type, matter, with reasons
         * @description 所需权限 permission: `triage.judge`
         */
        post: operations["triage_api_v1_triage_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triage/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Judge up to 1,000 texts
         * @description 所需权限 permission: `triage.judge`
         */
        post: operations["triage_batch_api_v1_triage_batch_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/matters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The responsibility list in force
         * @description 所需权限 permission: `registry.read`
         */
        get: operations["matters_api_v1_registry_matters_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What to say of matters that are out of scope, and the channel that handles them
         * @description 所需权限 permission: `registry.read`
         */
        get: operations["scripts_api_v1_scripts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The kinds of departments that matters go to
         * @description 所需权限 permission: `registry.read`
         */
        get: operations["departments_api_v1_registry_departments_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 我是谁 Who am I */
        get: operations["who_am_i_api_v1_session_get"];
        put?: never;
        /** 登录 Sign in */
        post: operations["sign_in_api_v1_session_post"];
        /** 退出 Sign out */
        delete: operations["sign_out_api_v1_session_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 修改本人密码 Change one's own password
         * @description Other sessions of the account end; this one goes on. A key cannot change a password.
         */
        post: operations["change_password_api_v1_session_password_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 角色与权限 Roles and permissions
         * @description 所需权限 permission: `registry.read`
         */
        get: operations["list_roles_api_v1_registry_roles_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 账号列表 List accounts
         * @description 所需权限 permission: `account.admin`
         */
        get: operations["list_accounts_api_v1_accounts_get"];
        put?: never;
        /**
         * 新建账号 Create an account
         * @description 所需权限 permission: `account.admin`
         */
        post: operations["create_account_api_v1_accounts_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 重置密码 Set a password
         * @description 所需权限 permission: `account.admin`
         */
        post: operations["set_password_api_v1_accounts_password_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * 停用账号 Disable an account
         * @description 所需权限 permission: `account.admin`
         */
        delete: operations["disable_account_api_v1_accounts__account_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 接口密钥列表 List API keys
         * @description 所需权限 permission: `account.admin`
         */
        get: operations["list_keys_api_v1_api_keys_get"];
        put?: never;
        /**
         * 新建接口密钥 Create an API key
         * @description 所需权限 permission: `account.admin`
         */
        post: operations["create_key_api_v1_api_keys_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * 吊销接口密钥 Revoke an API key
         * @description 所需权限 permission: `account.admin`
         */
        delete: operations["revoke_key_api_v1_api_keys__key_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 机构列表 List units
         * @description 所需权限 permission: `registry.read`
         */
        get: operations["list_units_api_v1_registry_units_get"];
        put?: never;
        /**
         * 新建机构 Create a unit
         * @description 所需权限 permission: `registry.write`
         */
        post: operations["create_unit_api_v1_registry_units_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/units/{unit_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 查看机构 Read a unit
         * @description 所需权限 permission: `registry.read`
         */
        get: operations["read_unit_api_v1_registry_units__unit_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * 修改机构 Change a unit
         * @description 所需权限 permission: `registry.write`
         */
        patch: operations["change_unit_api_v1_registry_units__unit_id__patch"];
        trace?: never;
    };
    "/api/v1/registry/duty-contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 值班联系人 List duty contacts
         * @description 所需权限 permission: `registry.read`
         */
        get: operations["list_contacts_api_v1_registry_duty_contacts_get"];
        put?: never;
        /**
         * 指定值班联系人 Set a duty contact
         * @description 所需权限 permission: `registry.write`
         */
        post: operations["set_contact_api_v1_registry_duty_contacts_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/duty-contacts/missing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 缺少值班联系人的机构 Units without duty contacts
         * @description 所需权限 permission: `registry.read`
         */
        get: operations["list_missing_api_v1_registry_duty_contacts_missing_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/police-classes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 警情类别 Police classes
         * @description 所需权限 permission: `registry.read`
         */
        get: operations["list_classes_api_v1_registry_police_classes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/crosswalks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 代码对照 List crosswalks
         * @description 所需权限 permission: `registry.read`
         */
        get: operations["list_crosswalks_api_v1_registry_crosswalks_get"];
        put?: never;
        /**
         * 导入代码对照 Add crosswalks
         * @description 所需权限 permission: `registry.write`
         */
        post: operations["add_crosswalks_api_v1_registry_crosswalks_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/crosswalks/{crosswalk_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * 修改代码对照 Change a crosswalk
         * @description 所需权限 permission: `registry.write`
         */
        patch: operations["change_crosswalk_api_v1_registry_crosswalks__crosswalk_id__patch"];
        trace?: never;
    };
    "/api/v1/registry/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 工作日历 List calendars
         * @description 所需权限 permission: `registry.read`
         */
        get: operations["list_calendars_api_v1_registry_calendars_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/calendars/{code}/years/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 装入年度节假日 Load a year
         * @description 所需权限 permission: `registry.write`
         */
        post: operations["load_year_api_v1_registry_calendars__code__years__year__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What maps are drawn on
         * @description 所需权限 permission: `registry.read`
         */
        get: operations["get_map_api_v1_map_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/divisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The divisions below one; without a parent the provinces
         * @description 所需权限 permission: `registry.read`
         */
        get: operations["list_divisions_api_v1_registry_divisions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/divisions/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One division, and what its code means on a day
         * @description 所需权限 permission: `registry.read`
         */
        get: operations["get_division_api_v1_registry_divisions__code__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Warnings that hold, for the board
         * @description 所需权限 permission: `board.read`
         */
        get: operations["list_alerts_api_v1_alerts_get"];
        put?: never;
        /**
         * Take in a warning (CAP 1.2)
         * @description 所需权限 permission: `alert.write`
         */
        post: operations["take_alert_api_v1_alerts_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}/cap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The incident as an alert (CAP 1.2), without words and persons
         * @description 所需权限 permission: `incident.read`
         */
        get: operations["export_alert_api_v1_police_orders__order_id__cap_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}/eido": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The order as an EIDO, without who called
         * @description 所需权限 permission: `incident.read`
         */
        get: operations["export_order_api_v1_police_orders__order_id__eido_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/{order_id}/eido/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The order as an EIDO with name and phone of the caller, with a reason, audited
         * @description 所需权限 permission: `appeal.reveal`
         */
        post: operations["export_revealed_api_v1_police_orders__order_id__eido_reveal_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/police-orders/eido": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register the incident of an EIDO; the same incident is registered once
         * @description 所需权限 permission: `appeal.create`
         */
        post: operations["import_order_api_v1_police_orders_eido_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/peers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 对端：收发状况与通道 Peers and how they stand
         * @description 所需权限 permission: `exchange.read`
         */
        get: operations["list_peers_api_v1_exchange_peers_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/peers/{peer}/switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 启停与对端的交换 Begin or stop exchanging with a peer
         * @description 所需权限 permission: `exchange.write`
         */
        post: operations["switch_api_v1_exchange_peers__peer__switch_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/peers/{peer}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 收发报文 Messages to or from a peer, newest first
         * @description 所需权限 permission: `exchange.read`
         */
        get: operations["list_messages_api_v1_exchange_peers__peer__messages_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/peers/{peer}/messages/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 重发或重新入库 Send messages again, or admit them again
         * @description 所需权限 permission: `exchange.write`
         */
        post: operations["again_api_v1_exchange_peers__peer__messages_again_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/peers/{peer}/messages/{direction}/{seq}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一条报文：信封、次数、差错；可见诉求者另见内容 One message
         * @description 所需权限 permission: `exchange.read`
         */
        get: operations["read_message_api_v1_exchange_peers__peer__messages__direction___seq__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/peers/{peer}/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 待对照代码 Codes that wait for a steward
         * @description 所需权限 permission: `exchange.read`
         */
        get: operations["list_codes_api_v1_exchange_peers__peer__codes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 拒收记录 Tokens that were not taken
         * @description 所需权限 permission: `exchange.read`
         */
        get: operations["list_refusals_api_v1_exchange_refusals_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/peers/{peer}/digests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 对账记录 Comparisons, newest first
         * @description 所需权限 permission: `exchange.read`
         */
        get: operations["list_digests_api_v1_exchange_peers__peer__digests_get"];
        put?: never;
        /**
         * 立即对账 Compare a day's messages now
         * @description 所需权限 permission: `exchange.write`
         */
        post: operations["compare_api_v1_exchange_peers__peer__digests_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 告警：未获对端确认的紧急事项、失联的对端 Urgent matters to tell by phone, and silent peers
         * @description 所需权限 permission: `board.read`
         */
        get: operations["list_alarms_api_v1_exchange_alarms_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/alarms/{call_id}/told": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记已电话告知 The other side was told by phone
         * @description 所需权限 permission: `joint.request`
         */
        post: operations["told_api_v1_exchange_alarms__call_id__told_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 链路台账：各地话务、工单、数据 Register of links
         * @description 所需权限 permission: `exchange.read`
         */
        get: operations["read_register_api_v1_exchange_links_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/links/{region}/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 登记一条链路 Register a link
         * @description 所需权限 permission: `exchange.write`
         */
        put: operations["register_api_v1_exchange_links__region___kind__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 订阅列表 Webhooks, newest first
         * @description 所需权限 permission: `exchange.webhooks`
         */
        get: operations["list_webhooks_api_v1_exchange_webhooks_get"];
        put?: never;
        /**
         * 订阅 Subscribe to changes
         * @description 所需权限 permission: `exchange.webhooks`
         */
        post: operations["add_api_v1_exchange_webhooks_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一项订阅 One webhook
         * @description 所需权限 permission: `exchange.webhooks`
         */
        get: operations["read_webhook_api_v1_exchange_webhooks__webhook_id__get"];
        /**
         * 更改或启停订阅 Change a webhook, or switch it on or off
         * @description 所需权限 permission: `exchange.webhooks`
         */
        put: operations["change_api_v1_exchange_webhooks__webhook_id__put"];
        post?: never;
        /**
         * 删除订阅及其记录 Remove a webhook with its log
         * @description 所需权限 permission: `exchange.webhooks`
         */
        delete: operations["remove_api_v1_exchange_webhooks__webhook_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/webhooks/{webhook_id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 更换签名密钥（旧密钥再用24小时） A new secret; the one before signs too for 24 hours
         * @description 所需权限 permission: `exchange.webhooks`
         */
        post: operations["rotate_api_v1_exchange_webhooks__webhook_id__secret_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/webhooks/{webhook_id}/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 发送测试 Send a test
         * @description 所需权限 permission: `exchange.webhooks`
         */
        post: operations["ping_api_v1_exchange_webhooks__webhook_id__ping_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 投递记录 Deliveries, newest first
         * @description 所需权限 permission: `exchange.webhooks`
         */
        get: operations["list_deliveries_api_v1_exchange_webhooks__webhook_id__deliveries_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/webhooks/{webhook_id}/deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一次投递及各次尝试 One delivery with its tries
         * @description 所需权限 permission: `exchange.webhooks`
         */
        get: operations["read_delivery_api_v1_exchange_webhooks__webhook_id__deliveries__delivery_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/webhooks/{webhook_id}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 重新投递 Send deliveries again
         * @description 所需权限 permission: `exchange.webhooks`
         */
        post: operations["again_api_v1_exchange_webhooks__webhook_id__again_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exchange/webhooks/{webhook_id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 按序取变化（轮询） Changes in their order, for who would rather ask
         * @description 所需权限 permission: `exchange.webhooks`
         */
        get: operations["list_changes_api_v1_exchange_webhooks__webhook_id__changes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/ask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 该打哪个号码 Which number to call, and why */
        post: operations["ask_api_v1_portal_ask_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/appeals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 提交诉求 File an appeal; words of danger are answered with portal.call_first until `not_urgent` */
        post: operations["file_api_v1_portal_appeals_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 查询进度 How one's appeal stands */
        post: operations["follow_api_v1_portal_follow_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/additions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 补充说明 Add words to one's appeal */
        post: operations["add_api_v1_portal_additions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/ratings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 评价结果 Rate a result: three separate facts */
        post: operations["rate_api_v1_portal_ratings_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/objections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 待处理的异议 Objections that wait
         * @description 所需权限 permission: `portal.review`
         */
        get: operations["list_objections_api_v1_portal_objections_get"];
        put?: never;
        /** 对结果提出异议 Object to a result */
        post: operations["object_to_api_v1_portal_objections_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 公开的办理结果 Published results */
        get: operations["list_results_api_v1_portal_results_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/objections/{objection_id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 处理异议 Decide an objection
         * @description 所需权限 permission: `portal.review`
         */
        post: operations["decide_api_v1_portal_objections__objection_id__decide_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/publications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 可公开的办结件 Closed appeals to publish
         * @description 所需权限 permission: `portal.publish`
         */
        get: operations["list_publishable_api_v1_portal_publications_get"];
        put?: never;
        /**
         * 公开办理结果 Publish a result
         * @description 所需权限 permission: `portal.publish`
         */
        post: operations["publish_api_v1_portal_publications_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/publications/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 预览公开文本 The wording as masked
         * @description 所需权限 permission: `portal.publish`
         */
        post: operations["preview_api_v1_portal_publications_preview_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/publications/{publication_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * 撤下 Withdraw a published result
         * @description 所需权限 permission: `portal.publish`
         */
        delete: operations["withdraw_api_v1_portal_publications__publication_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 进程存活 The process lives */
        get: operations["healthz_healthz_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 可以服务 The database answers and its schema is current */
        get: operations["readyz_readyz_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 运行指标 Figures for Prometheus */
        get: operations["metrics_metrics_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Account
         * @description An account, without its secrets.
         */
        Account: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Login */
            login: string;
            /** Name */
            name: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * Unit Id
             * Format: uuid
             */
            unit_id: string;
            /** Roles */
            roles: string[];
            /** Division */
            division: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Disabled At */
            disabled_at: string | null;
            /** Last Login At */
            last_login_at: string | null;
            /**
             * Locked
             * @description after too many wrong passwords
             */
            locked: boolean;
        };
        /**
         * AccountBody
         * @description A new account. Without a password it can only use API keys.
         */
        AccountBody: {
            /** Login */
            login: string;
            /** Name */
            name: string;
            /** Password */
            password?: string | null;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * Unit Id
             * Format: uuid
             */
            unit_id: string;
            /** Roles */
            roles: string[];
            /**
             * Division
             * @default
             */
            division: string;
        };
        /**
         * AccountPage
         * @description Accounts, newest first.
         */
        AccountPage: {
            /** Items */
            items: components["schemas"]["Account"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * Activation
         * @description ``reason`` is needed when it finds fewer dangers than the active one.
         */
        Activation: {
            /** Version */
            version: number;
            /**
             * Reason
             * @default
             */
            reason: string;
        };
        /**
         * Added
         * @description How many rows were added.
         */
        Added: {
            /** Added */
            added: number;
        };
        /**
         * AddedWords
         * @description Words that were added.
         */
        AddedWords: {
            /** Words */
            words: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
        };
        /**
         * Advice
         * @description Who would handle an appeal as it is judged by now.
         */
        Advice: {
            place: components["schemas"]["Place"] | null;
            routing: components["schemas"]["Routing"];
            /** @description what to say when it is out of scope (R15) */
            script: components["schemas"]["SuggestedScript"] | null;
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /** Matter */
            matter: string;
            /** Division */
            division: string | null;
        };
        /**
         * AgainBody
         * @description Numbers to send again (``out``) or to admit again (``in``).
         */
        AgainBody: {
            /**
             * Direction
             * @enum {string}
             */
            direction: "out" | "in";
            /** Seqs */
            seqs: number[];
        };
        /**
         * Agreement
         * @description How often the model says what was decided, of the texts on which it says anything in this field.
         */
        Agreement: {
            /**
             * Field
             * @enum {string}
             */
            field: "owner" | "type" | "danger" | "joint";
            /** Texts */
            texts: number;
            /** Share */
            share: number | null;
        };
        /**
         * Alarms
         * @description What the desk must do now.
         */
        Alarms: {
            /** Calls */
            calls: components["schemas"]["Call"][];
            /** Links */
            links: components["schemas"]["SilentPeer"][];
        };
        /**
         * ApiKey
         * @description An API key, without its secret.
         */
        ApiKey: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Account Id
             * Format: uuid
             */
            account_id: string;
            /** Login */
            login: string;
            /** Name */
            name: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Expires At */
            expires_at: string | null;
            /** Revoked At */
            revoked_at: string | null;
        };
        /**
         * ApiKeyPage
         * @description API keys, newest first.
         */
        ApiKeyPage: {
            /** Items */
            items: components["schemas"]["ApiKey"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * Appeal
         * @description What a person wants, in the words as said, with everything that belongs to it.
         */
        Appeal: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /** Title */
            title: string;
            /**
             * Words
             * @description as said; never overwritten
             */
            words: string;
            /**
             * Type
             * @enum {string}
             */
            type: "咨询" | "求助" | "投诉" | "举报" | "建议" | "报警" | "其他";
            /** Domain */
            domain: string;
            /** Matter */
            matter: string;
            /** Department */
            department: string;
            /** Division */
            division: string | null;
            /** Address */
            address: string;
            /** Lon */
            lon: number | null;
            /** Lat */
            lat: number | null;
            /** Datum */
            datum: string | null;
            /** Urgent */
            urgent: boolean;
            /** Danger */
            danger: boolean;
            /** Confidential */
            confidential: boolean;
            /** Restricted */
            restricted: boolean;
            /** Shared */
            shared: boolean;
            /** Complained Unit Id */
            complained_unit_id: string | null;
            /**
             * Owner Platform
             * @enum {string}
             */
            owner_platform: "12345" | "110";
            /**
             * Owner Unit Id
             * Format: uuid
             */
            owner_unit_id: string;
            /**
             * First Receiver
             * @enum {string}
             */
            first_receiver: "12345" | "110";
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Merged Into */
            merged_into: string | null;
            /** Split From */
            split_from: string | null;
            /**
             * Division From
             * @description entered in the form, or suggested by the address or the words
             * @enum {string}
             */
            division_from: "form" | "address" | "text";
            /** Replied At */
            replied_at: string | null;
            /** Closed At */
            closed_at: string | null;
            /** Version */
            version: number;
            /**
             * State
             * @enum {string}
             */
            state: "open" | "merged" | "closed";
            contact: components["schemas"]["Contact"];
            /** Decisions */
            decisions: components["schemas"]["Decision"][];
            /** Owners */
            owners: components["schemas"]["OwnerChange"][];
            /** Orders */
            orders: components["schemas"]["OrderSummary"][];
            /** Clocks */
            clocks: components["schemas"]["Clock"][];
            /** Handovers */
            handovers: components["schemas"]["Handover"][];
            /** Joint Actions */
            joint_actions: components["schemas"]["JointAction"][];
            /** @description for the desk that was called, some seconds after intake; else null */
            history: components["schemas"]["History"] | null;
            /** Actions */
            actions: components["schemas"]["Button"][];
        };
        /**
         * AppealBody
         * @description What came in. Only the words are required: no missing field may hold up an emergency (R2).
         */
        AppealBody: {
            /** Words */
            words: string;
            /** Title */
            title?: string | null;
            /**
             * Channel
             * @default web
             * @enum {string}
             */
            channel: "voice" | "web" | "app" | "wechat" | "sms" | "rcs" | "video" | "letter" | "visit" | "import";
            /** Caller */
            caller?: string | null;
            /** Phone */
            phone?: string | null;
            /**
             * Address
             * @default
             */
            address: string;
            /** Division */
            division?: string | null;
            /** Lon */
            lon?: number | null;
            /** Lat */
            lat?: number | null;
            /** Datum */
            datum?: ("WGS84" | "CGCS2000" | "GCJ02" | "BD09") | null;
            /** Received At */
            received_at?: string | null;
            /** External Id */
            external_id?: string | null;
            /** Type */
            type?: ("咨询" | "求助" | "投诉" | "举报" | "建议" | "报警" | "其他") | null;
            /** Class Code */
            class_code?: string | null;
            /** Grade */
            grade?: number | null;
            /**
             * Urgent
             * @default false
             */
            urgent: boolean;
            /**
             * Danger
             * @default false
             */
            danger: boolean;
            /**
             * Confidential
             * @default false
             */
            confidential: boolean;
            /**
             * Restricted
             * @default false
             */
            restricted: boolean;
            /** Complained Unit Id */
            complained_unit_id?: string | null;
            /** Auto Handover */
            auto_handover?: boolean | null;
            form?: components["schemas"]["IntakeForm"] | null;
            /**
             * Seed
             * @default false
             */
            seed: boolean;
        };
        /**
         * AppealPage
         * @description Appeals, newest first.
         */
        AppealPage: {
            /** Items */
            items: components["schemas"]["AppealRow"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * AppealRow
         * @description An appeal in a list.
         */
        AppealRow: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /** Title */
            title: string;
            /**
             * Type
             * @enum {string}
             */
            type: "咨询" | "求助" | "投诉" | "举报" | "建议" | "报警" | "其他";
            /** Domain */
            domain: string;
            /** Matter */
            matter: string;
            /** Department */
            department: string;
            /** Division */
            division: string | null;
            /** Urgent */
            urgent: boolean;
            /** Danger */
            danger: boolean;
            /** Confidential */
            confidential: boolean;
            /** Restricted */
            restricted: boolean;
            /**
             * Owner
             * @enum {string}
             */
            owner: "12345" | "110";
            /**
             * First Receiver
             * @enum {string}
             */
            first_receiver: "12345" | "110";
            /**
             * Shared
             * @description the other platform was told of it and sees it
             */
            shared: boolean;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Merged Into */
            merged_into: string | null;
            /** Closed At */
            closed_at: string | null;
            /** Version */
            version: number;
            /**
             * Channel
             * @enum {string}
             */
            channel: "voice" | "web" | "app" | "wechat" | "sms" | "rcs" | "video" | "letter" | "visit" | "import";
            /**
             * Seed
             * @description an invented example
             */
            seed: boolean;
            /**
             * Order State
             * @description of the caller's own side's order, the open one or else the newest
             */
            order_state: string | null;
            /**
             * Due At
             * @description the next deadline of the caller's own side; null when none runs
             */
            due_at: string | null;
        };
        /**
         * Arrived
         * @description Appeals that arrived today in China.
         */
        Arrived: {
            /**
             * As Of
             * @description time up to which facts are counted in; null while no worker has ever counted
             */
            as_of: string | null;
            /** Total */
            total: number;
            /** Rows */
            rows: components["schemas"]["ArrivedRow"][];
        };
        /** ArrivedRow */
        ArrivedRow: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * Platform
             * @description the number that was called first
             * @enum {string}
             */
            platform: "12345" | "110";
            /** Channel */
            channel: string;
            /**
             * Owner
             * @description who owns it now
             * @enum {string}
             */
            owner: "12345" | "110";
            /** Count */
            count: number;
        };
        /**
         * Asked
         * @description What a person wants to know the number for; ``answers``: to the question that an earlier answer asked.
         */
        Asked: {
            /** Words */
            words: string;
            /** Answers */
            answers?: string[];
        };
        /**
         * Attachment
         * @description One file of an appeal; on its way while it is not whole.
         */
        Attachment: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Media Type
             * @description by its bytes
             */
            media_type: string | null;
            /** Bytes */
            bytes: number;
            /** Sm3 */
            sm3: string | null;
            /**
             * Personal
             * @description shows who called
             */
            personal: boolean;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * Added By
             * @description who added it; null when it comes from a peer
             */
            added_by: string | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Peer
             * @description the peer that it comes from
             */
            peer: string | null;
            /**
             * Held
             * @description chunks that are here
             */
            held: number;
            /** Chunks */
            chunks: number;
            /** Whole */
            whole: boolean;
            /**
             * Failing
             * @description its contents came several times and did not fit the digest
             */
            failing: boolean;
            /**
             * Refused
             * @description why it is not taken from the peer
             */
            refused: ("type" | "size") | null;
            /** Offers */
            offers: components["schemas"]["Offer-Output"][];
        };
        /**
         * Attempt
         * @description One try.
         */
        Attempt: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Ms */
            ms: number;
            /**
             * Address
             * @description what the name led to
             */
            address: string | null;
            /**
             * Status
             * @description of the receiver's answer; null: there was none
             */
            status: number | null;
            /** Error */
            error: string | null;
            /**
             * Answer
             * @description the first 1,000 bytes
             */
            answer: string;
        };
        /**
         * BatchAnswer
         * @description One answer for each line, in order.
         */
        BatchAnswer: {
            /** Results */
            results: (components["schemas"]["Registered"] | components["schemas"]["Refused"])[];
        };
        /** BatchBody */
        BatchBody: {
            /** Appeals */
            appeals: components["schemas"]["BatchRow"][];
        };
        /** BatchRow */
        BatchRow: {
            /** Words */
            words: string;
            /** Title */
            title?: string | null;
            /**
             * Channel
             * @default web
             * @enum {string}
             */
            channel: "voice" | "web" | "app" | "wechat" | "sms" | "rcs" | "video" | "letter" | "visit" | "import";
            /** Caller */
            caller?: string | null;
            /** Phone */
            phone?: string | null;
            /**
             * Address
             * @default
             */
            address: string;
            /** Division */
            division?: string | null;
            /** Lon */
            lon?: number | null;
            /** Lat */
            lat?: number | null;
            /** Datum */
            datum?: ("WGS84" | "CGCS2000" | "GCJ02" | "BD09") | null;
            /** Received At */
            received_at?: string | null;
            /** External Id */
            external_id?: string | null;
            /** Type */
            type?: ("咨询" | "求助" | "投诉" | "举报" | "建议" | "报警" | "其他") | null;
            /** Class Code */
            class_code?: string | null;
            /** Grade */
            grade?: number | null;
            /**
             * Urgent
             * @default false
             */
            urgent: boolean;
            /**
             * Danger
             * @default false
             */
            danger: boolean;
            /**
             * Confidential
             * @default false
             */
            confidential: boolean;
            /**
             * Restricted
             * @default false
             */
            restricted: boolean;
            /** Complained Unit Id */
            complained_unit_id?: string | null;
            /** Auto Handover */
            auto_handover?: boolean | null;
            form?: components["schemas"]["IntakeForm"] | null;
            /**
             * Seed
             * @default false
             */
            seed: boolean;
            /** Key */
            key?: string | null;
        };
        /**
         * BeginBody
         * @description A file that is about to come.
         */
        BeginBody: {
            /** Name */
            name: string;
            /** Bytes */
            bytes: number;
            /**
             * Personal
             * @default true
             */
            personal: boolean;
        };
        /**
         * Begun
         * @description The comparisons that were begun, one for each direction.
         */
        Begun: {
            /** Ids */
            ids: string[];
        };
        /**
         * Beside
         * @description What is known while a contact is still being typed, of what the caller may see.
         */
        Beside: {
            person: components["schemas"]["CallerBefore"] | null;
            /**
             * Caller
             * @description from this number in the last year, newest first
             */
            caller: components["schemas"]["EarlierAppeal"][];
            /**
             * Place
             * @description at this address in the last 30 days, newest first
             */
            place: components["schemas"]["EarlierAppeal"][];
            /**
             * Same
             * @description likest first
             */
            same: components["schemas"]["SameAppeal"][];
        };
        /**
         * BesideBody
         * @description What is typed so far.
         */
        BesideBody: {
            /**
             * Words
             * @default
             */
            words: string;
            /**
             * Phone
             * @default
             */
            phone: string;
            /**
             * Address
             * @default
             */
            address: string;
            /** Division */
            division?: string | null;
            /**
             * Matter
             * @default
             */
            matter: string;
        };
        /**
         * Board
         * @description The live board over what the caller may see.
         */
        Board: {
            /**
             * As Of
             * @description time up to which facts are counted in; null while no worker has ever counted
             */
            as_of: string | null;
            /**
             * Day
             * Format: date
             */
            day: string;
            figures: components["schemas"]["Figures"];
        };
        /**
         * Button
         * @description A step that the caller may take now: the last part of the step's address, with its name in both languages.
         */
        Button: {
            /** Event */
            event: string;
            /** Zh */
            zh: string;
            /** En */
            en: string;
        };
        /**
         * Calendar
         * @description A working calendar.
         */
        Calendar: {
            /** Code */
            code: string;
            /** Name */
            name: string;
            /**
             * Always
             * @description day and night, every day
             */
            always: boolean;
            /**
             * Intervals
             * @description working intervals [from, to] by weekday: mon … sun
             */
            intervals: {
                [key: string]: string[][];
            };
            /**
             * Years
             * @description years whose holidays and make-up days are loaded
             */
            years: number[];
        };
        /**
         * CalendarList
         * @description All calendars.
         */
        CalendarList: {
            /** Items */
            items: components["schemas"]["Calendar"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * Call
         * @description An urgent matter that the other side has not acknowledged: it is told by phone.
         */
        Call: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Peer
             * @enum {string}
             */
            peer: "12345" | "110";
            /**
             * Kind
             * @description what the oldest message that waits says, as `kind` of a message
             */
            kind: string;
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /**
             * Raised At
             * Format: date-time
             */
            raised_at: string;
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /** Appeal Number */
            appeal_number: string;
            /** Title */
            title: string;
            /**
             * Duty
             * @description of the other side's desk, the primary first
             */
            duty: components["schemas"]["DutyNumber"][];
        };
        /**
         * CallerBefore
         * @description Who called from this number last; masked.
         */
        CallerBefore: {
            /** Caller */
            caller: string | null;
            /** Phone */
            phone: string | null;
            /**
             * Appeals
             * @description of the last year; 20 at most
             */
            appeals: number;
        };
        /**
         * CancelBody
         * @description Why.
         */
        CancelBody: {
            /** Reason */
            reason: string;
        };
        /**
         * Case
         * @description One text that moves.
         */
        Case: {
            /**
             * Id
             * Format: uuid
             * @description the appeal
             */
            id: string;
            /** Number */
            number: string;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /**
             * Title
             * @description null for who may not read appeals
             */
            title: string | null;
            /**
             * Words
             * @description null for who may not read appeals
             */
            words: string | null;
            /** Division */
            division: string | null;
            /** @description by the base */
            was: components["schemas"]["Judged"];
            /** @description by the draft */
            would: components["schemas"]["Judged"];
        };
        /**
         * CaseBack
         * @description Why the person is not content with the end.
         */
        CaseBack: {
            /** Reason */
            reason: string;
        };
        /** CaseDispatch */
        CaseDispatch: {
            /** Version */
            version: number;
            /**
             * Note
             * @default
             */
            note: string;
            /**
             * Lead
             * Format: uuid
             */
            lead: string;
            /**
             * Co
             * @default []
             */
            co: string[];
        };
        /** CaseNote */
        CaseNote: {
            /** Version */
            version: number;
            /**
             * Note
             * @default
             */
            note: string;
        };
        /**
         * CasePage
         * @description Texts that move, newest first.
         */
        CasePage: {
            /** Items */
            items: components["schemas"]["Case"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /** CaseReason */
        CaseReason: {
            /** Version */
            version: number;
            /** Reason */
            reason: string;
        };
        /** CaseReturn */
        CaseReturn: {
            /** Version */
            version: number;
            /** Reason */
            reason: string;
            /**
             * Basis
             * @default
             */
            basis: string;
        };
        /**
         * CellChange
         * @description One cell that differs.
         */
        CellChange: {
            /** Column */
            column: string;
            /** Old */
            old: string;
            /** New */
            new: string;
        };
        /**
         * Change
         * @description The data of a `change` event.
         */
        Change: {
            /**
             * Topic
             * @description subject kind and event: `case.dispatch`, `clock.alert`, …
             */
            topic: string;
            /**
             * Subject Kind
             * @enum {string}
             */
            subject_kind: "appeal" | "case" | "incident" | "handover" | "joint" | "clock";
            /**
             * Subject Id
             * Format: uuid
             */
            subject_id: string;
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /**
             * Seq
             * @description number of the event in the subject's chain; of a clock the step told
             */
            seq: number;
            /**
             * State
             * @description state after it; of a clock one of near, due, day_over
             */
            state: string | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
        };
        /**
         * ChangeBody
         * @description The same, and whether it is on.
         */
        ChangeBody: {
            /** Name */
            name: string;
            /** Url */
            url?: string | null;
            /** Topics */
            topics: ("*" | "case.*" | "incident.*" | "handover.*" | "joint.*" | "case.open" | "case.answer" | "case.dispatch" | "case.hand_over" | "case.handover_kept" | "case.handover_accepted" | "case.handover_result" | "case.sign" | "case.begin" | "case.return" | "case.uphold_return" | "case.reject_return" | "case.ask_extension" | "case.grant_extension" | "case.refuse_extension" | "case.co_reply" | "case.reply" | "case.reject_reply" | "case.approve" | "case.revisit" | "case.miss_revisit" | "case.redo" | "case.redo_transferred" | "case.redo_mirror" | "case.urge" | "case.escalate" | "case.close" | "case.close_unvisited" | "case.close_mirror" | "case.void_mirror" | "case.withdraw" | "case.put_back" | "case.merge" | "case.unmerge" | "case.merged_reply" | "incident.open" | "incident.dispatch" | "incident.dispatch_more" | "incident.sign" | "incident.sign_more" | "incident.set_out" | "incident.set_out_more" | "incident.arrive" | "incident.arrive_more" | "incident.feed_back" | "incident.complete" | "incident.ask_help" | "incident.unit_return" | "incident.reopen" | "incident.classify" | "incident.invalidate" | "incident.cancel" | "incident.hand_over" | "incident.hand_over_civil_part" | "incident.handover_kept" | "incident.civil_part_kept" | "incident.handover_accepted" | "incident.civil_part_accepted" | "incident.handover_result" | "incident.civil_part_result" | "incident.redo" | "incident.redo_transferred" | "incident.redo_civil_part" | "incident.urge" | "incident.put_back" | "incident.close" | "incident.void_mirror" | "handover.open" | "handover.deliver" | "handover.accept" | "handover.return" | "handover.propose" | "handover.decide_destination" | "handover.decide_origin" | "handover.expire" | "handover.expire_to_destination" | "handover.recall" | "handover.revoke" | "handover.transfer" | "handover.supervise" | "handover.progress" | "handover.report_result" | "handover.revisit" | "handover.confirm" | "handover.redo" | "joint.open" | "joint.deliver" | "joint.acknowledge" | "joint.decline" | "joint.finish")[];
            /** Active */
            active: boolean;
        };
        /**
         * ChangeList
         * @description What differs between two editions.
         */
        ChangeList: {
            /** Items */
            items: components["schemas"]["RowChange"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
            /**
             * Against
             * @description number of the edition compared with
             */
            against: number;
        };
        /**
         * Changed
         * @description How many messages are sent or admitted again.
         */
        Changed: {
            /** Count */
            count: number;
        };
        /**
         * ChannelElsewhere
         * @description Who handles what neither number does.
         */
        ChannelElsewhere: {
            /** Name */
            name: string;
            /** Contact */
            contact: string;
        };
        /** Classify */
        Classify: {
            /** Version */
            version: number;
            /** Reason */
            reason: string;
            /** Class Code */
            class_code: string;
            /** Grade */
            grade?: number | null;
        };
        /**
         * Clock
         * @description An obligation with its deadline, as derived from its stamped events (R41).
         */
        Clock: {
            /**
             * Order Id
             * Format: uuid
             * @description the work order, police order or handover that the clock belongs to
             */
            order_id: string;
            /**
             * Kind
             * @description what has to be done in time
             * @enum {string}
             */
            kind: "case_result" | "case_dispatch" | "case_sign" | "case_first_contact" | "case_review" | "return_review" | "extension_review" | "revisit" | "handover_receipt" | "handover_accept" | "negotiation" | "police_dispatch" | "police_sign" | "police_set_out" | "police_arrive" | "police_feedback";
            /**
             * N
             * @description 1 for the first clock of this kind on the order; a redo starts the next
             */
            n: number;
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * Unit Id
             * @description the unit that answers for it; null while it is the desk's
             */
            unit_id: string | null;
            /**
             * Rule
             * @description code of the deadline rule in force when it started
             */
            rule: string;
            /**
             * Amount
             * @description time allowed at the start, in units of `unit`
             */
            amount: number;
            /**
             * Unit
             * @enum {string}
             */
            unit: "working_days" | "seconds";
            /**
             * Calendar
             * @description code of the working calendar it runs on
             */
            calendar: string;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /**
             * State
             * @enum {string}
             */
            state: "running" | "paused" | "stopped";
            /**
             * Due At
             * @description null while it is paused
             */
            due_at: string | null;
            /** Next Alert At */
            next_alert_at: string | null;
            /**
             * Alerts
             * @description reminders sent so far: 80 %, 100 %, one (working) day over
             */
            alerts: number;
            /** Stopped At */
            stopped_at: string | null;
            /**
             * Breached At
             * @description when it was first overdue
             */
            breached_at: string | null;
            /** Events */
            events: number;
        };
        /**
         * ClockPage
         * @description Clocks, the most urgent first.
         */
        ClockPage: {
            /** Items */
            items: components["schemas"]["UrgentClock"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /** ClockRow */
        ClockRow: {
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * Kind
             * @description the obligation, as `kind` of a clock
             */
            kind: string;
            /** Count */
            count: number;
        };
        /**
         * Clocks
         * @description Running clocks: past their deadline (`late`), or with four fifths used up (`near`).
         */
        Clocks: {
            /**
             * As Of
             * @description time up to which facts are counted in; null while no worker has ever counted
             */
            as_of: string | null;
            /** Total */
            total: number;
            /** Rows */
            rows: components["schemas"]["ClockRow"][];
        };
        /** Close */
        Close: {
            /** Version */
            version: number;
            /**
             * Note
             * @default
             */
            note: string;
            /** Told By */
            told_by?: string | null;
        };
        /** CloseUnvisited */
        CloseUnvisited: {
            /** Version */
            version: number;
            /** Reason */
            reason: string;
            /** Told By */
            told_by: string;
        };
        /**
         * CompareBody
         * @description The day in China; without one it is today.
         */
        CompareBody: {
            /** Day */
            day?: string | null;
        };
        /**
         * Contact
         * @description How it came in. Name and phone are masked; `POST …/reveal` shows them, with a reason.
         */
        Contact: {
            /**
             * Channel
             * @enum {string}
             */
            channel: "voice" | "web" | "app" | "wechat" | "sms" | "rcs" | "video" | "letter" | "visit" | "import";
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Seed */
            seed: boolean;
            /**
             * External Id
             * @description number of the record in the system that it came from
             */
            external_id: string | null;
            /** Caller */
            caller: string | null;
            /** Phone */
            phone: string | null;
            /** Earlier */
            earlier: components["schemas"]["EarlierAppeal"][];
        };
        /**
         * ContactBody
         * @description Who answers for a unit from now on.
         */
        ContactBody: {
            /**
             * Unit Id
             * Format: uuid
             */
            unit_id: string;
            role: components["schemas"]["DutyRole"];
            /** Name */
            name: string;
            /** Phone */
            phone: string;
        };
        /**
         * Counted
         * @description How many are sent again.
         */
        Counted: {
            /** Count */
            count: number;
        };
        /**
         * Created
         * @description What was made.
         */
        Created: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
        };
        /**
         * Crosswalk
         * @description What a peer's code means here.
         */
        Crosswalk: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Scheme */
            scheme: string;
            /**
             * Peer
             * @description empty: for all peers
             */
            peer: string;
            /** Their Code */
            their_code: string;
            /** Their Name */
            their_name: string;
            /** Our Code */
            our_code: string | null;
            /**
             * Status
             * @description queued: a person has to map it
             * @enum {string}
             */
            status: "mapped" | "queued";
            /**
             * Valid From
             * Format: date
             */
            valid_from: string;
            /** Valid To */
            valid_to: string | null;
        };
        /**
         * CrosswalkBody
         * @description One row of a peer's code table; without ``our_code`` it is queued.
         */
        CrosswalkBody: {
            /** Scheme */
            scheme: string;
            /** Peer */
            peer: string;
            /** Their Code */
            their_code: string;
            /**
             * Their Name
             * @default
             */
            their_name: string;
            /** Our Code */
            our_code?: string | null;
            /**
             * Valid From
             * Format: date
             */
            valid_from: string;
            /** Valid To */
            valid_to?: string | null;
        };
        /**
         * CrosswalkPage
         * @description Crosswalk rows, newest first.
         */
        CrosswalkPage: {
            /** Items */
            items: components["schemas"]["Crosswalk"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /** CrosswalkPatch */
        CrosswalkPatch: {
            /** Our Code */
            our_code?: string | null;
            /** Valid From */
            valid_from?: string | null;
            /** Valid To */
            valid_to?: string | null;
        };
        /** CrosswalksBody */
        CrosswalksBody: {
            /** Rows */
            rows: components["schemas"]["CrosswalkBody"][];
        };
        /**
         * DangerRaised
         * @description The appeal after the danger button.
         */
        DangerRaised: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Danger */
            danger: boolean;
            /** Version */
            version: number;
        };
        /** DangerRow */
        DangerRow: {
            /**
             * Owner
             * @enum {string}
             */
            owner: "12345" | "110";
            /** Count */
            count: number;
        };
        /**
         * Dangers
         * @description Open appeals with the danger flag.
         */
        Dangers: {
            /**
             * As Of
             * @description time up to which facts are counted in; null while no worker has ever counted
             */
            as_of: string | null;
            /** Total */
            total: number;
            /** Rows */
            rows: components["schemas"]["DangerRow"][];
        };
        /** DayBody */
        DayBody: {
            /**
             * Day
             * Format: date
             */
            day: string;
            kind: components["schemas"]["DayKind"];
            /**
             * Name
             * @default
             */
            name: string;
        };
        /**
         * DayKind
         * @description What a calendar row makes of its day. ``plain`` is as its weekday is, and shows that the year is loaded.
         * @enum {string}
         */
        DayKind: "holiday" | "workday" | "plain";
        /**
         * DeadlineRule
         * @description How much time an obligation has, in which cases, from when to when (R61).
         */
        DeadlineRule: {
            /** Code */
            code: string;
            /**
             * Kind
             * @description what has to be done in time
             * @enum {string}
             */
            kind: "case_result" | "case_dispatch" | "case_sign" | "case_first_contact" | "case_review" | "return_review" | "extension_review" | "revisit" | "handover_receipt" | "handover_accept" | "negotiation" | "police_dispatch" | "police_sign" | "police_set_out" | "police_arrive" | "police_feedback";
            /**
             * Applies To
             * @description `*`, `type:甲|乙`, `class:a|b`, `urgent` or `danger`; the last that applies wins
             */
            applies_to: string;
            /** Amount */
            amount: number;
            /**
             * Unit
             * @enum {string}
             */
            unit: "working_days" | "seconds";
            /** Calendar */
            calendar: string;
            /** Basis */
            basis: string;
            /**
             * Status
             * @description whether a published source backs the figure
             * @enum {string}
             */
            status: "confirmed" | "default";
            /**
             * Valid From
             * Format: date
             */
            valid_from: string;
            /**
             * Valid To
             * @description the first day on which it no longer holds
             */
            valid_to: string | null;
        };
        /**
         * DeadlineRuleList
         * @description Deadline rules by code.
         */
        DeadlineRuleList: {
            /** Items */
            items: components["schemas"]["DeadlineRule"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * Decision
         * @description A stored judgement: the first is the machine's, later ones are a person's.
         */
        Decision: {
            /** N */
            n: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Owner
             * @description 12345, 110, 119, 120, 122, utility or none
             */
            owner: string;
            /** Joint */
            joint: boolean;
            /** Danger */
            danger: boolean;
            /**
             * Type
             * @enum {string}
             */
            type: "咨询" | "求助" | "投诉" | "举报" | "建议" | "报警" | "其他";
            /** Matter */
            matter: string;
            /** Department */
            department: string;
            /** Deadline Class */
            deadline_class: string;
            /** Police Class */
            police_class: string;
            /** Confidence */
            confidence: number;
            /** Reasons */
            reasons: components["schemas"]["StoredReason"][];
            /**
             * Versions
             * @description SM3 of the tables that were used
             */
            versions: {
                [key: string]: string;
            };
            /**
             * Actor Id
             * @description who judged; null for the machine
             */
            actor_id: string | null;
            /**
             * Reason Code
             * @description why a person judged differently: a code of /triage/override-reasons
             */
            reason_code: string | null;
            /**
             * Reason
             * @description why, in words
             */
            reason: string | null;
        };
        /**
         * Delivery
         * @description Something that was told, or is to be.
         */
        Delivery: {
            /**
             * Id
             * Format: uuid
             * @description the header webhook-id, the same at every try
             */
            id: string;
            /** Topic */
            topic: string;
            /**
             * State
             * @description withheld: at the time of sending the account might no longer hear of it; kept: there is no address
             * @enum {string}
             */
            state: "waiting" | "sent" | "dead" | "withheld" | "kept";
            /** Tries */
            tries: number;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Settled At */
            settled_at: string | null;
            /**
             * Next At
             * @description of the next try
             */
            next_at: string | null;
            /**
             * Body
             * @description as it is sent; null: it is of an appeal that the caller may not see now
             */
            body: unknown;
        };
        /**
         * DeliveryPage
         * @description Deliveries, newest first; kept for 30 days.
         */
        DeliveryPage: {
            /** Items */
            items: components["schemas"]["Delivery"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * DeliveryWhole
         * @description With its tries, the first one first.
         */
        DeliveryWhole: {
            /**
             * Id
             * Format: uuid
             * @description the header webhook-id, the same at every try
             */
            id: string;
            /** Topic */
            topic: string;
            /**
             * State
             * @description withheld: at the time of sending the account might no longer hear of it; kept: there is no address
             * @enum {string}
             */
            state: "waiting" | "sent" | "dead" | "withheld" | "kept";
            /** Tries */
            tries: number;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Settled At */
            settled_at: string | null;
            /**
             * Next At
             * @description of the next try
             */
            next_at: string | null;
            /**
             * Body
             * @description as it is sent; null: it is of an appeal that the caller may not see now
             */
            body: unknown;
            /** Attempts */
            attempts: components["schemas"]["Attempt"][];
        };
        /**
         * Department
         * @description A kind of department that matters go to.
         */
        Department: {
            /** Code */
            code: string;
            /** Name */
            name: string;
        };
        /**
         * DepartmentList
         * @description All kinds of departments.
         */
        DepartmentList: {
            /** Items */
            items: components["schemas"]["Department"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * Difference
         * @description One field that comes out differently when a decision is made again.
         */
        Difference: {
            /** Field */
            field: string;
            /**
             * Stored
             * @description as it was decided
             */
            stored: unknown;
            /**
             * Again
             * @description as it comes out now
             */
            again: unknown;
        };
        /**
         * Differing
         * @description One number by which the sides differ.
         */
        Differing: {
            /** Seq */
            seq: number;
            /**
             * What
             * @enum {string}
             */
            what: "lost" | "held" | "changed" | "extra";
        };
        /**
         * DigestPage
         * @description Comparisons, newest first.
         */
        DigestPage: {
            /** Items */
            items: components["schemas"]["DigestRow"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * DigestRow
         * @description A day's messages of one direction, compared. Figures are null until the peer has answered.
         */
        DigestRow: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Peer */
            peer: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * Direction
             * @description out: we sent it; in: the peer did
             * @enum {string}
             */
            direction: "out" | "in";
            /**
             * State
             * @enum {string}
             */
            state: "asking" | "repairing" | "agreed" | "differs";
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /** Ended At */
            ended_at: string | null;
            /** Sent */
            sent: number | null;
            /** Taken */
            taken: number | null;
            /** Admitted */
            admitted: number | null;
            /** Sent Sm3 */
            sent_sm3: string | null;
            /** Taken Sm3 */
            taken_sm3: string | null;
            /** Difference */
            difference: number | null;
            /**
             * Repaired
             * @description messages that were sent or admitted again
             */
            repaired: number;
            /** Found */
            found: components["schemas"]["Differing"][];
            /**
             * Asked By
             * @description null: the daily run
             */
            asked_by: string | null;
        };
        /**
         * DirectAnswer
         * @description The answer, and for what is out of scope the script that it follows (R15).
         */
        DirectAnswer: {
            /** Version */
            version: number;
            /** Reply */
            reply: string;
            /**
             * Told By
             * @default phone
             */
            told_by: string;
            /** Script */
            script?: string | null;
        };
        /**
         * DispatchForm
         * @description 派警单: what goes to the unit.
         */
        DispatchForm: {
            /**
             * Opinion
             * @description 派警意见
             */
            opinion?: string | null;
            /**
             * Recording
             * @description 录音号
             */
            recording?: string | null;
            /**
             * Officers
             * @description 出动人员
             */
            officers?: string[] | null;
            /**
             * Vehicles
             * @description 出动车辆
             */
            vehicles?: string[] | null;
            /**
             * Boats
             * @description 出动船艇
             */
            boats?: string[] | null;
            /**
             * Automatic
             * @description 自动调派标记
             */
            automatic?: boolean | null;
            /**
             * Parent Number
             * @description 上级派警单
             */
            parent_number?: string | null;
            /**
             * Linked Service
             * @description 社会联动单位代码
             */
            linked_service?: string | null;
        };
        /**
         * Disputes
         * @description Disputes of the two platforms over texts that move between them.
         */
        Disputes: {
            /**
             * Avoided
             * @description the draft names at once who had it in the end, the base did not
             */
            avoided: number;
            /**
             * Made
             * @description the base named at once who had it in the end, the draft does not
             */
            made: number;
        };
        /**
         * DivisionDetail
         * @description One code of the register and what it means on a day (R35).
         */
        DivisionDetail: {
            /**
             * Code
             * @description GB/T 2260 code of six digits, or nine for a street or town
             */
            code: string;
            /** Name */
            name: string;
            /**
             * Path
             * @description the whole name, from the province down
             */
            path: string;
            /**
             * Level
             * @enum {string}
             */
            level: "province" | "city" | "county" | "street";
            /**
             * Retired
             * @description out of force on the day asked for
             */
            retired: boolean;
            /**
             * On
             * Format: date
             */
            on: string;
            /**
             * At Date
             * @description the codes that stood for the same area on that day
             */
            at_date: string[];
            /**
             * Current
             * @description the codes that stand for it now
             */
            current: string[];
        };
        /**
         * DivisionItem
         * @description A division below another one.
         */
        DivisionItem: {
            /**
             * Code
             * @description GB/T 2260 code of six digits, or nine for a street or town
             */
            code: string;
            /** Name */
            name: string;
            /**
             * Level
             * @enum {string}
             */
            level: "province" | "city" | "county" | "street";
        };
        /**
         * DivisionList
         * @description The divisions directly below one, by code.
         */
        DivisionList: {
            /** Items */
            items: components["schemas"]["DivisionItem"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * Draft
         * @description A contact that is not registered yet.
         */
        Draft: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Version
             * @description to be sent with the next change
             */
            version: number;
            /**
             * Content
             * @description as the page wrote it
             */
            content: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /**
             * Saved At
             * Format: date-time
             */
            saved_at: string;
        };
        /**
         * DraftBody
         * @description A new draft; without ``based_on`` from the edition in force.
         */
        DraftBody: {
            /** Title */
            title: string;
            /**
             * Note
             * @default
             */
            note: string;
            /** Based On */
            based_on?: number | null;
        };
        /**
         * DraftList
         * @description All of the caller's own, in the order in which they were begun.
         */
        DraftList: {
            /** Items */
            items: components["schemas"]["Draft"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * DraftPatch
         * @description What changes of a draft; a field that is left out stays.
         */
        DraftPatch: {
            /** Version */
            version: number;
            /** Title */
            title?: string | null;
            /** Note */
            note?: string | null;
        };
        /**
         * DriftBody
         * @description Which day to look at; without it today as far as it has come.
         */
        DriftBody: {
            /** Day */
            day?: string | null;
        };
        /**
         * DriftFigure
         * @description One figure of a day beside the same of the four weeks before.
         */
        DriftFigure: {
            /**
             * Name
             * @enum {string}
             */
            name: "owner" | "type" | "confidence" | "no_match" | "danger" | "override" | "semantic";
            /**
             * Value
             * @description population stability index (owner, type, confidence), or a difference of shares
             */
            value: number;
            /**
             * Now
             * @description share of the day's texts
             */
            now: number | null;
            /**
             * Before
             * @description share of the texts of the weeks before
             */
            before: number | null;
            /**
             * Level
             * @description `few`: too few texts to say anything
             * @enum {string}
             */
            level: "few" | "none" | "watch" | "alarm";
        };
        /**
         * DriftList
         * @description Readings, newest day first.
         */
        DriftList: {
            /** Items */
            items: components["schemas"]["DriftReading"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * DriftReading
         * @description How far one day's judgements are from those of the weeks before.
         */
        DriftReading: {
            /**
             * Subject
             * @description `decisions` (rules and the model that acts), or `model:<key>` of one that listens
             */
            subject: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Level
             * @enum {string}
             */
            level: "few" | "none" | "watch" | "alarm";
            /** Figures */
            figures: components["schemas"]["DriftFigure"][];
            /**
             * Reminded At
             * @description when the duty desk was last reminded of it
             */
            reminded_at: string | null;
        };
        /**
         * Duplicate
         * @description An open appeal of the last seven days that says much the same.
         */
        Duplicate: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /** Title */
            title: string;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Closed At */
            closed_at: string | null;
            /**
             * Similarity
             * @description 0 to 1
             */
            similarity: number;
        };
        /**
         * DutyContact
         * @description Who answers for a unit now. Name and phone are masked except to data stewards.
         */
        DutyContact: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Unit Id
             * Format: uuid
             */
            unit_id: string;
            /** Unit Name */
            unit_name: string;
            /**
             * Role
             * @enum {string}
             */
            role: "primary" | "deputy";
            /** Name */
            name: string;
            /** Phone */
            phone: string | null;
            /**
             * Valid From
             * Format: date-time
             */
            valid_from: string;
            /** Valid To */
            valid_to: string | null;
        };
        /**
         * DutyContactPage
         * @description Duty contacts, newest first.
         */
        DutyContactPage: {
            /** Items */
            items: components["schemas"]["DutyContact"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * DutyGap
         * @description A unit that lacks its primary or its deputy (R93).
         */
        DutyGap: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Code */
            code: string;
            /** Name */
            name: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * Role
             * @enum {string}
             */
            role: "primary" | "deputy";
        };
        /**
         * DutyGapList
         * @description All of them, by the unit's code.
         */
        DutyGapList: {
            /** Items */
            items: components["schemas"]["DutyGap"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * DutyNumber
         * @description Who answers at the other side's desk.
         */
        DutyNumber: {
            /**
             * Role
             * @enum {string}
             */
            role: "primary" | "deputy";
            /** Name */
            name: string;
            /** Phone */
            phone: string;
        };
        /**
         * DutyRole
         * @description R93: every unit has a named handler and a deputy.
         * @enum {string}
         */
        DutyRole: "primary" | "deputy";
        /**
         * EarlierAppeal
         * @description Another appeal from the same phone.
         */
        EarlierAppeal: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /** Title */
            title: string;
            /**
             * Owner
             * @enum {string}
             */
            owner: "12345" | "110";
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Closed At */
            closed_at: string | null;
        };
        /**
         * Edition
         * @description A full set of the rule tables: a draft, or published and signed. Number 0 ships with the product.
         */
        Edition: {
            /** Number */
            number: number;
            /**
             * State
             * @enum {string}
             */
            state: "draft" | "published" | "withdrawn";
            /**
             * Version
             * @description grows with every change; publishing names the version that was looked at
             */
            version: number;
            /**
             * Based On
             * @description number of the edition it was made from
             */
            based_on: number;
            /** Title */
            title: string;
            /** Note */
            note: string;
            /** Created At */
            created_at: string | null;
            /** Created By */
            created_by: string | null;
            /** Edited At */
            edited_at: string | null;
            /**
             * Editors
             * @description everybody who changed something; none of them publishes it
             */
            editors: string[];
            /** Published At */
            published_at: string | null;
            /** Published By */
            published_by: string | null;
            /** Effective From */
            effective_from: string | null;
            /**
             * Digest
             * @description SM3 of all rows, in hexadecimal
             */
            digest: string | null;
            /**
             * Key Id
             * @description which key signed it
             */
            key_id: string | null;
            /**
             * In Force
             * @description whether it is what is judged by today
             */
            in_force: boolean;
        };
        /**
         * EditionPage
         * @description Editions, newest first.
         */
        EditionPage: {
            /** Items */
            items: components["schemas"]["Edition"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * EidoDocument
         * @description An Emergency Incident Data Object; its components are described by NENA-STA-021.1b.
         */
        EidoDocument: {
            /**
             * Eidoversion
             * @description 1.0
             */
            eidoVersion: string;
            /**
             * Issuingelementidentification
             * @description name of this instance
             */
            issuingElementIdentification: string;
            /**
             * Agencycomponent
             * @description 110's desk and the units that were sent
             */
            agencyComponent: {
                [key: string]: unknown;
            }[];
        } & {
            [key: string]: unknown;
        };
        /** Escalate */
        Escalate: {
            /** Reason */
            reason: string;
            /** Version */
            version: number;
            /**
             * Danger
             * @default false
             */
            danger: boolean;
        };
        /**
         * Evidence
         * @description Words of the person that a reason rests on.
         */
        Evidence: {
            /** Words */
            words: string;
            /**
             * Start
             * @description place in the text, in characters, from 0
             */
            start: number;
            /**
             * End
             * @description place after the last character
             */
            end: number;
        };
        /**
         * ExportBody
         * @description Which list, under which filters, with which columns; all columns when none is named.
         */
        ExportBody: {
            /**
             * Which
             * @enum {string}
             */
            which: "work-orders" | "police-orders";
            /** @default {} */
            filters: components["schemas"]["ExportFilters"];
            /** Columns */
            columns?: string[];
        };
        /**
         * ExportFilters
         * @description As the list's own filters.
         */
        ExportFilters: {
            /** State */
            state?: string[] | null;
            /** Open */
            open?: boolean | null;
            /** Unit Id */
            unit_id?: string | null;
            /** Danger */
            danger?: boolean | null;
            /** Division */
            division?: string | null;
            /** Mine */
            mine?: boolean | null;
            /** Due Before */
            due_before?: string | null;
            /** Type */
            type?: string | null;
            /** Redo */
            redo?: boolean | null;
            /** Class Code */
            class_code?: string | null;
        };
        /**
         * ExportPage
         * @description The caller's newest exports; each is kept for a day.
         */
        ExportPage: {
            /** Items */
            items: components["schemas"]["ExportRow"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * ExportRow
         * @description A workbook that was asked for.
         */
        ExportRow: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Which
             * @enum {string}
             */
            which: "work-orders" | "police-orders";
            /** Filters */
            filters: {
                [key: string]: unknown;
            };
            /** Columns */
            columns: string[];
            /**
             * State
             * @enum {string}
             */
            state: "waiting" | "ready" | "failed";
            /** Rows */
            rows: number | null;
            /**
             * Whole
             * @description false: there were more rows than a workbook holds
             */
            whole: boolean | null;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Ready At */
            ready_at: string | null;
        };
        /** Extension */
        Extension: {
            /** Version */
            version: number;
            /** Reason */
            reason: string;
            /** Days */
            days: number;
        };
        /**
         * ExtensionRequest
         * @description A request for more working days.
         */
        ExtensionRequest: {
            /** N */
            n: number;
            /** Days */
            days: number;
            /** Reason */
            reason: string;
            /**
             * Asked At
             * Format: date-time
             */
            asked_at: string;
            /**
             * Granted
             * @description null while it is not decided
             */
            granted: boolean | null;
            /** Decided At */
            decided_at: string | null;
        };
        /** FeedBack */
        FeedBack: {
            /** Version */
            version: number;
            /** Unit Id */
            unit_id?: string | null;
            /** Result Code */
            result_code: string;
            /** Result */
            result: string;
            /** Class Code */
            class_code: string;
            /** @default {} */
            form: components["schemas"]["FeedbackForm"];
        };
        /**
         * Feedback
         * @description What one unit found and did (反馈单).
         */
        Feedback: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Unit Id
             * Format: uuid
             */
            unit_id: string;
            /**
             * Unit
             * @description name of the unit
             */
            unit: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Class Code */
            class_code: string;
            /** Result Code */
            result_code: string;
            /** Result */
            result: string;
            form: components["schemas"]["FeedbackForm"];
        };
        /**
         * FeedbackForm
         * @description 反馈单: what the unit found and did.
         */
        FeedbackForm: {
            /**
             * Set Out At
             * @description 实际出警时间
             */
            set_out_at?: string | null;
            /**
             * Arrived At
             * @description 到达现场时间
             */
            arrived_at?: string | null;
            /**
             * Happened At
             * @description 警情发生时间
             */
            happened_at?: string | null;
            /**
             * Lon
             * @description 处置经度
             */
            lon?: number | null;
            /**
             * Lat
             * @description 处置纬度
             */
            lat?: number | null;
            /**
             * Grade
             * @description 警情等级
             */
            grade?: number | null;
            /**
             * Situation
             * @description 出警情况
             */
            situation?: string | null;
            /**
             * Officers
             * @description 出动人员数
             */
            officers?: number | null;
            /**
             * Vehicles
             * @description 出动车辆数
             */
            vehicles?: number | null;
            /**
             * Rescued
             * @description 救助人数
             */
            rescued?: number | null;
            /**
             * Freed
             * @description 解救人数
             */
            freed?: number | null;
            /**
             * Injured
             * @description 受伤人数
             */
            injured?: number | null;
            /**
             * Dead
             * @description 死亡人数
             */
            dead?: number | null;
            /**
             * Notes
             * @description 人员情况说明
             */
            notes?: string | null;
            /**
             * Losses
             * @description 损失情况
             */
            losses?: string | null;
            /**
             * Hazards
             * @description 危险品情况
             */
            hazards?: string | null;
            /**
             * Damaged Motor Vehicles
             * @description 损坏机动车数
             */
            damaged_motor_vehicles?: number | null;
            /**
             * Damaged Other Vehicles
             * @description 损坏非机动车数
             */
            damaged_other_vehicles?: number | null;
        };
        /**
         * FieldFigures
         * @description How right a model is about one field, on rows that it had not seen.
         */
        FieldFigures: {
            /** Field */
            field: string;
            /** Rows */
            rows: number;
            /** Accuracy */
            accuracy: number;
            /** Macro F1 */
            macro_f1: number;
            /**
             * Calibration Error
             * @description mean distance between promised and found shares of right answers
             */
            calibration_error: number;
        };
        /**
         * FieldOpinion
         * @description What a model says about one field: the labels by probability, and what spoke for the first.
         */
        FieldOpinion: {
            /** Field */
            field: string;
            /**
             * Labels
             * @description the most probable first, at most five
             */
            labels: string[];
            /** Probabilities */
            probabilities: number[];
            /** Words */
            words: components["schemas"]["Word"][];
        };
        /**
         * FieldProblem
         * @description One field that was not accepted.
         */
        FieldProblem: {
            /**
             * Field
             * @description path of the field in the body, or name of the parameter
             */
            field: string;
            /**
             * Reason
             * @description stable word for the reason
             */
            reason: string;
            /**
             * Message
             * @description the reason in the caller's language
             */
            message: string;
        };
        /** Figures */
        Figures: {
            arrived: components["schemas"]["Arrived"];
            open: components["schemas"]["Open"];
            late: components["schemas"]["Clocks"];
            near: components["schemas"]["Clocks"];
            handover: components["schemas"]["Handovers"];
            joint: components["schemas"]["Joints"];
            danger: components["schemas"]["Dangers"];
        };
        /**
         * Filed
         * @description What a person files. ``not_urgent``: they were told to call, and it is not urgent.
         */
        Filed: {
            /** Words */
            words: string;
            /** Phone */
            phone: string;
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Address
             * @default
             */
            address: string;
            /**
             * Confidential
             * @default false
             */
            confidential: boolean;
            /**
             * Not Urgent
             * @default false
             */
            not_urgent: boolean;
        };
        /**
         * FindingLine
         * @description An overlap, a gap or a fault, with what to do.
         */
        FindingLine: {
            /**
             * Level
             * @description errors block publication
             * @enum {string}
             */
            level: "error" | "warning" | "hint";
            /** Kind */
            kind: string;
            /** Message */
            message: string;
            /** Rows */
            rows: components["schemas"]["RowPlace"][];
        };
        /**
         * Findings
         * @description What the checks found, gravest first.
         */
        Findings: {
            /** Items */
            items: components["schemas"]["FindingLine"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
            /** Publishable */
            publishable: boolean;
            /** Counts */
            counts: {
                [key: string]: number;
            };
        };
        /**
         * Followed
         * @description An appeal as whoever filed it sees it.
         */
        Followed: {
            /** Number */
            number: string;
            /** Title */
            title: string;
            /** Words */
            words: string;
            /** Address */
            address: string;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /**
             * State
             * @enum {string}
             */
            state: "registered" | "handing_over" | "answered" | "dispatched" | "signed" | "handling" | "returning" | "replied" | "reviewed" | "revisited" | "transferred" | "merged" | "closed" | "withdrawn";
            /**
             * State Text
             * @description in a citizen's words
             */
            state_text: string;
            /**
             * Police
             * @description 110 has it now
             */
            police: boolean;
            /** Danger */
            danger: boolean;
            /**
             * Unit
             * @description the department that handles it
             */
            unit: string | null;
            /** Due At */
            due_at: string | null;
            /** Reply */
            reply: string | null;
            /** Replied At */
            replied_at: string | null;
            /** Closed At */
            closed_at: string | null;
            /** Steps */
            steps: components["schemas"]["FollowedStep"][];
            /** Additions */
            additions: components["schemas"]["AddedWords"][];
            rating: components["schemas"]["OwnRatingTold"] | null;
            /** Objections */
            objections: components["schemas"]["FollowedObjection"][];
            /** May Add */
            may_add: boolean;
            /** May Rate */
            may_rate: boolean;
            /** May Object */
            may_object: boolean;
        };
        /**
         * FollowedObjection
         * @description An objection and, once decided, its answer.
         */
        FollowedObjection: {
            /** Reason */
            reason: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Decided At */
            decided_at: string | null;
            /** Upheld */
            upheld: boolean | null;
            /** Answer */
            answer: string | null;
        };
        /**
         * FollowedStep
         * @description Something that happened.
         */
        FollowedStep: {
            /**
             * Step
             * @enum {string}
             */
            step: "received" | "assigned" | "begun" | "police" | "result" | "again" | "closed" | "withdrawn";
            /**
             * At
             * Format: date-time
             */
            at: string;
        };
        /**
         * ForceLine
         * @description An edition was put in force: by publication, or by a rollback.
         */
        ForceLine: {
            /** Seq */
            seq: number;
            /** Edition */
            edition: number;
            /**
             * Effective From
             * Format: date
             */
            effective_from: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string | null;
            /** Reason */
            reason: string;
        };
        /**
         * ForceList
         * @description Publications and rollbacks, newest first.
         */
        ForceList: {
            /** Items */
            items: components["schemas"]["ForceLine"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * Handler
         * @description A unit's part in a work order.
         */
        Handler: {
            /**
             * Unit Id
             * Format: uuid
             */
            unit_id: string;
            /** Name */
            name: string;
            /** Code */
            code: string;
            /**
             * Role
             * @enum {string}
             */
            role: "lead" | "co";
            /**
             * Dispatched At
             * Format: date-time
             */
            dispatched_at: string;
            /** Signed At */
            signed_at: string | null;
            /** Replied At */
            replied_at: string | null;
            /** Reply */
            reply: string | null;
            /**
             * Released At
             * @description when the unit's part ended; null while it stands
             */
            released_at: string | null;
        };
        /**
         * Handover
         * @description An offer of ownership to the other platform (转办).
         */
        Handover: {
            /**
             * Id
             * Format: uuid
             * @description the same on both sides
             */
            id: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * Side
             * @description the side of the caller's platform
             * @enum {string}
             */
            side: "origin" | "destination";
            /**
             * Peer
             * @enum {string}
             */
            peer: "12345" | "110";
            /**
             * Origin
             * @enum {string}
             */
            origin: "12345" | "110";
            /**
             * Destination
             * @enum {string}
             */
            destination: "12345" | "110";
            /** Number */
            number: string;
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /**
             * Order Kind
             * @enum {string}
             */
            order_kind: "case" | "incident";
            /**
             * Order Id
             * Format: uuid
             * @description this side's order
             */
            order_id: string;
            /** Peer Order Id */
            peer_order_id: string | null;
            /**
             * Peer Number
             * @description number of the other side's order (R39)
             */
            peer_number: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "offered" | "delivered" | "negotiating" | "accepted" | "result_reported" | "confirmed" | "returned" | "expired" | "recalled";
            /** Version */
            version: number;
            /**
             * Reason Code
             * @enum {string}
             */
            reason_code: "duty" | "danger" | "wish" | "civil_part" | "clue" | "misconduct" | "unclear" | "other";
            /** Reason */
            reason: string;
            /** Matter */
            matter: string;
            /** Danger */
            danger: boolean;
            /** Restricted */
            restricted: boolean;
            /** Division */
            division: string | null;
            /**
             * First Receiver
             * @enum {string}
             */
            first_receiver: "12345" | "110";
            /**
             * Ruling
             * @description a shift leader's word that it goes to the same side again
             */
            ruling: string | null;
            /**
             * Offered At
             * Format: date-time
             */
            offered_at: string;
            /** Delivered At */
            delivered_at: string | null;
            /**
             * Due At
             * @description end of the offer, or of the negotiation: then the first receiver owns it
             */
            due_at: string | null;
            /** Accepted At */
            accepted_at: string | null;
            /** Returned At */
            returned_at: string | null;
            /** Return Reason */
            return_reason: string | null;
            /**
             * Own Position
             * @description who should own it: 12345 or 110; null while nothing was said
             */
            own_position: string | null;
            /** Own Reason */
            own_reason: string | null;
            /**
             * Peer Position
             * @description who should own it: 12345 or 110; null while nothing was said
             */
            peer_position: string | null;
            /** Peer Reason */
            peer_reason: string | null;
            /**
             * Decided Owner
             * @description who should own it: 12345 or 110; null while nothing was said
             */
            decided_owner: string | null;
            /**
             * Decided By
             * @description agreement, timeout or ruling
             */
            decided_by: string | null;
            /** Result */
            result: string | null;
            /** Result At */
            result_at: string | null;
            /** Confirmed At */
            confirmed_at: string | null;
            /**
             * Open
             * @description not accepted, returned, expired or recalled yet
             */
            open: boolean;
            /**
             * Result Due At
             * @description by when the other side owes its result, as it says
             */
            result_due_at: string | null;
            /**
             * Supervision Due At
             * @description by when the destination has to say how it stands
             */
            supervision_due_at: string | null;
            /** Actions */
            actions: components["schemas"]["Button"][];
        };
        /** HandoverFigure */
        HandoverFigure: {
            /**
             * Origin
             * @enum {string}
             */
            origin: "12345" | "110";
            /**
             * Destination
             * @enum {string}
             */
            destination: "12345" | "110";
            /** State */
            state: string;
            /** Count */
            count: number;
        };
        /**
         * HandoverPage
         * @description Handovers of the caller's platform, newest first.
         */
        HandoverPage: {
            /** Items */
            items: components["schemas"]["HandoverRow"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /** HandoverReturn */
        HandoverReturn: {
            /** Reason */
            reason: string;
            /**
             * Basis
             * @default
             */
            basis: string;
        };
        /**
         * HandoverRow
         * @description A handover in a list.
         */
        HandoverRow: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * Side
             * @description the side of the caller's platform
             * @enum {string}
             */
            side: "origin" | "destination";
            /**
             * Peer
             * @enum {string}
             */
            peer: "12345" | "110";
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /** Appeal Number */
            appeal_number: string;
            /**
             * Title
             * @description title of the appeal
             */
            title: string;
            /**
             * Order Kind
             * @enum {string}
             */
            order_kind: "case" | "incident";
            /**
             * Order Id
             * Format: uuid
             */
            order_id: string;
            /** Peer Number */
            peer_number: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "offered" | "delivered" | "negotiating" | "accepted" | "result_reported" | "confirmed" | "returned" | "expired" | "recalled";
            /** Version */
            version: number;
            /**
             * Reason Code
             * @enum {string}
             */
            reason_code: "duty" | "danger" | "wish" | "civil_part" | "clue" | "misconduct" | "unclear" | "other";
            /** Reason */
            reason: string;
            /** Matter */
            matter: string;
            /** Danger */
            danger: boolean;
            /**
             * Offered At
             * Format: date-time
             */
            offered_at: string;
            /** Delivered At */
            delivered_at: string | null;
            /** Due At */
            due_at: string | null;
            /** Accepted At */
            accepted_at: string | null;
            /** Return Reason */
            return_reason: string | null;
            /**
             * Own Position
             * @description who should own it: 12345 or 110; null while nothing was said
             */
            own_position: string | null;
            /**
             * Peer Position
             * @description who should own it: 12345 or 110; null while nothing was said
             */
            peer_position: string | null;
            /** Result At */
            result_at: string | null;
            /** Open */
            open: boolean;
        };
        /**
         * Handovers
         * @description Handovers that are not decided.
         */
        Handovers: {
            /**
             * As Of
             * @description time up to which facts are counted in; null while no worker has ever counted
             */
            as_of: string | null;
            /** Total */
            total: number;
            /** Rows */
            rows: components["schemas"]["HandoverFigure"][];
        };
        /**
         * Happening
         * @description One thing that happened, on either side.
         */
        Happening: {
            /**
             * Subject Kind
             * @enum {string}
             */
            subject_kind: "appeal" | "case" | "incident" | "handover" | "joint";
            /**
             * Subject Id
             * Format: uuid
             */
            subject_id: string;
            /**
             * Seq
             * @description place in the subject's own chain, from 1
             */
            seq: number;
            /** Event */
            event: string;
            /** From State */
            from_state: string | null;
            /** To State */
            to_state: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * Data
             * @description what the event says; its fields depend on the event
             */
            data: {
                [key: string]: unknown;
            };
            /**
             * Unit
             * @description name of the unit that did it
             */
            unit: string | null;
            /**
             * Actor
             * @description name of the person; null for the system
             */
            actor: string | null;
            label: components["schemas"]["Label"];
        };
        /**
         * Health
         * @description The process lives.
         */
        Health: {
            /** Status */
            status: string;
            /** Version */
            version: string;
        };
        /**
         * Held
         * @description How far the contents are here.
         */
        Held: {
            /** Held */
            held: number;
            /** Chunks */
            chunks: number;
            /** Whole */
            whole: boolean;
        };
        /**
         * HelpCall
         * @description A unit's newest call for support about a police order.
         */
        HelpCall: {
            /**
             * Order Id
             * Format: uuid
             */
            order_id: string;
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /** Number */
            number: string;
            /** Title */
            title: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Reason */
            reason: string;
            /**
             * Unit Id
             * Format: uuid
             */
            unit_id: string;
            /**
             * Unit
             * @description name of the unit that calls
             */
            unit: string;
        };
        /**
         * HelpCalls
         * @description The whole list, oldest first.
         */
        HelpCalls: {
            /** Items */
            items: components["schemas"]["HelpCall"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * Hint
         * @description A warning that holds.
         */
        Hint: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Sender */
            sender: string;
            /** Identifier */
            identifier: string;
            /**
             * Kind
             * @description surge: more calls are to be expected
             * @enum {string}
             */
            kind: "emergency" | "surge";
            /** Event */
            event: string;
            /**
             * Severity
             * @enum {string}
             */
            severity: "Extreme" | "Severe" | "Moderate" | "Minor" | "Unknown";
            /** Urgency */
            urgency: string;
            /** Certainty */
            certainty: string;
            /** Headline */
            headline: string;
            /** Description */
            description: string;
            /** Instruction */
            instruction: string;
            /**
             * Divisions
             * @description where it holds; empty when the warning names no place that is known
             */
            divisions: string[];
            /** Sent At */
            sent_at: string;
            /** Starts At */
            starts_at: string;
            /** Ends At */
            ends_at: string;
        };
        /**
         * HintList
         * @description Warnings that hold, grave ones first.
         */
        HintList: {
            /** Items */
            items: components["schemas"]["Hint"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * History
         * @description What caller and place had before, and how likely a dispute turns into violence (R16).
         */
        History: {
            /**
             * Risk
             * @description 0 to 100
             */
            risk: number;
            /**
             * Level
             * @enum {string}
             */
            level: "high" | "medium" | "low" | "none";
            /** Reasons */
            reasons: components["schemas"]["HistoryReason"][];
            /** Duplicates */
            duplicates: components["schemas"]["Duplicate"][];
            /**
             * Versions
             * @description edition, day and SM3 of the factors; empty on old records
             */
            versions: {
                [key: string]: string;
            };
        };
        /**
         * HistoryReason
         * @description A factor of risk or a fact of history that holds.
         */
        HistoryReason: {
            /** Code */
            code: string;
            /**
             * Points
             * @description what it adds to the score
             */
            points: number;
            /** Text */
            text: string;
            /**
             * Words
             * @description the person's words that it rests on; null for history
             */
            words: string | null;
        };
        /**
         * Imported
         * @description How many rows each table of the workbook now has in the draft.
         */
        Imported: {
            /** Rows */
            rows: {
                [key: string]: number;
            };
        };
        /**
         * InboxFigures
         * @description What waits for the caller's unit.
         */
        InboxFigures: {
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            /**
             * Tomorrow
             * Format: date-time
             * @description when today ends in China
             */
            tomorrow: string;
            /** To Sign */
            to_sign: number;
            /** In Hand */
            in_hand: number;
            /** Due Today */
            due_today: number;
            /** Redo */
            redo: number;
        };
        /**
         * IntakeForm
         * @description 接警单: what the call-taker writes besides the words, the place and the class.
         */
        IntakeForm: {
            /**
             * Area Code
             * @description 行政区划代码
             */
            area_code?: string | null;
            /**
             * Receiving Unit
             * @description 接警单位代码
             */
            receiving_unit?: string | null;
            /**
             * Source Number
             * @description 接警单编号
             */
            source_number?: string | null;
            /**
             * Main Number
             * @description 关联主接警单编号
             */
            main_number?: string | null;
            /**
             * Relation
             * @description 关联类型
             */
            relation?: ("repeat" | "chase" | "officer_feedback" | "harassment") | null;
            /**
             * Intake Kind
             * @description 接警类型
             */
            intake_kind?: ("110" | "122" | "119" | "self") | null;
            /**
             * Origin
             * @description 警情来源方式
             */
            origin?: string | null;
            /**
             * Source Kind
             * @description 接警来源类型
             */
            source_kind?: string | null;
            /**
             * Source Id
             * @description 接警来源编号
             */
            source_id?: string | null;
            /**
             * Call Kind
             * @description 来话类型
             */
            call_kind?: string | null;
            /**
             * Recording
             * @description 录音号
             */
            recording?: string | null;
            /**
             * Taker Number
             * @description 接警员编号
             */
            taker_number?: string | null;
            /**
             * Taker Name
             * @description 接警员姓名
             */
            taker_name?: string | null;
            /**
             * Called At
             * @description 报警时间
             */
            called_at?: string | null;
            /**
             * Answered At
             * @description 接警时间
             */
            answered_at?: string | null;
            /**
             * Ended At
             * @description 接警完成时间
             */
            ended_at?: string | null;
            /**
             * Line Owner
             * @description 用户名
             */
            line_owner?: string | null;
            /**
             * Line Address
             * @description 装机地址
             */
            line_address?: string | null;
            /**
             * Caller Sex
             * @description 报警人性别
             */
            caller_sex?: ("0" | "1" | "2" | "9") | null;
            /**
             * Scene Address
             * @description 警情地址
             */
            scene_address?: string | null;
            /**
             * Supplement
             * @description 补充接警内容
             */
            supplement?: string | null;
            /**
             * Landmark
             * @description 特征点编号
             */
            landmark?: string | null;
            /**
             * Offenders
             * @description 作案人数
             */
            offenders?: number | null;
            /**
             * Weapons
             * @description 有无武器
             */
            weapons?: string | null;
            /**
             * Hazards
             * @description 危险物质
             */
            hazards?: string | null;
            /**
             * Explosion
             * @description 爆炸泄漏
             */
            explosion?: string | null;
            /**
             * Trapped
             * @description 被困说明
             */
            trapped?: string | null;
            /**
             * Injured
             * @description 受伤说明
             */
            injured?: string | null;
            /**
             * Dead
             * @description 死亡说明
             */
            dead?: string | null;
            /**
             * Foreign Language
             * @description 外语报警
             */
            foreign_language?: boolean | null;
            /**
             * Caller Lon
             * @description 报警人经度
             */
            caller_lon?: number | null;
            /**
             * Caller Lat
             * @description 报警人纬度
             */
            caller_lat?: number | null;
            /**
             * Located Lon
             * @description 反向定位经度
             */
            located_lon?: number | null;
            /**
             * Located Lat
             * @description 反向定位纬度
             */
            located_lat?: number | null;
            /**
             * Rescue Grade
             * @description 应急救援等级
             */
            rescue_grade?: number | null;
            /**
             * Plates
             * @description 涉及车牌
             */
            plates?: string[] | null;
            /**
             * Hazmat Vehicle
             * @description 危化车
             */
            hazmat_vehicle?: boolean | null;
            /**
             * Linked Service
             * @description 社会联动单位代码
             */
            linked_service?: string | null;
            /**
             * Tags
             * @description 警情标签
             */
            tags?: string[] | null;
            /**
             * Ministry Code
             * @description 部级编码
             */
            ministry_code?: string | null;
        };
        /**
         * JointAction
         * @description A request that the other platform act too, ownership unchanged (联动处置).
         */
        JointAction: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * Side
             * @description the side of the caller's platform
             * @enum {string}
             */
            side: "origin" | "destination";
            /**
             * Peer
             * @enum {string}
             */
            peer: "12345" | "110";
            /** Number */
            number: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "joint" | "danger" | "escalation";
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /**
             * Order Kind
             * @enum {string}
             */
            order_kind: "case" | "incident";
            /**
             * Order Id
             * Format: uuid
             */
            order_id: string;
            /** Peer Order Id */
            peer_order_id: string | null;
            /** Peer Number */
            peer_number: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "requested" | "delivered" | "acknowledged" | "finished" | "declined";
            /** Version */
            version: number;
            /** Request */
            request: string;
            /** Answer */
            answer: string | null;
            /** Danger */
            danger: boolean;
            /** Restricted */
            restricted: boolean;
            /** Division */
            division: string | null;
            /**
             * Requested At
             * Format: date-time
             */
            requested_at: string;
            /** Acknowledged At */
            acknowledged_at: string | null;
            /** Finished At */
            finished_at: string | null;
            /** Actions */
            actions: components["schemas"]["Button"][];
        };
        /**
         * JointActionPage
         * @description Joint actions of the caller's platform, newest first.
         */
        JointActionPage: {
            /** Items */
            items: components["schemas"]["JointActionRow"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * JointActionRow
         * @description A joint action in a list.
         */
        JointActionRow: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * Side
             * @description the side of the caller's platform
             * @enum {string}
             */
            side: "origin" | "destination";
            /**
             * Peer
             * @enum {string}
             */
            peer: "12345" | "110";
            /**
             * Kind
             * @enum {string}
             */
            kind: "joint" | "danger" | "escalation";
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /** Appeal Number */
            appeal_number: string;
            /**
             * Title
             * @description title of the appeal
             */
            title: string;
            /**
             * Order Kind
             * @enum {string}
             */
            order_kind: "case" | "incident";
            /**
             * Order Id
             * Format: uuid
             */
            order_id: string;
            /** Peer Number */
            peer_number: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "requested" | "delivered" | "acknowledged" | "finished" | "declined";
            /** Version */
            version: number;
            /** Request */
            request: string;
            /** Answer */
            answer: string | null;
            /** Danger */
            danger: boolean;
            /**
             * Requested At
             * Format: date-time
             */
            requested_at: string;
            /** Acknowledged At */
            acknowledged_at: string | null;
            /** Finished At */
            finished_at: string | null;
        };
        /** JointAnswer */
        JointAnswer: {
            /** Answer */
            answer: string;
        };
        /** JointBody */
        JointBody: {
            /**
             * Order Kind
             * @enum {string}
             */
            order_kind: "case" | "incident";
            /**
             * Order Id
             * Format: uuid
             */
            order_id: string;
            /** Version */
            version: number;
            /** Request */
            request: string;
        };
        /** JointRow */
        JointRow: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "joint" | "danger" | "escalation";
            /**
             * Origin
             * @enum {string}
             */
            origin: "12345" | "110";
            /**
             * Destination
             * @enum {string}
             */
            destination: "12345" | "110";
            /** Count */
            count: number;
        };
        /**
         * Joints
         * @description Joint actions that the other side has not acknowledged.
         */
        Joints: {
            /**
             * As Of
             * @description time up to which facts are counted in; null while no worker has ever counted
             */
            as_of: string | null;
            /** Total */
            total: number;
            /** Rows */
            rows: components["schemas"]["JointRow"][];
        };
        /**
         * Judged
         * @description What one edition says of a text.
         */
        Judged: {
            /** Owner */
            owner: string;
            /** Department */
            department: string;
            /**
             * Lead
             * @description department that the dispatch catalogue names for the place
             */
            lead: string;
            /**
             * Danger
             * @enum {string}
             */
            danger: "yes" | "no";
            /** Type */
            type: string;
            /**
             * Joint
             * @enum {string}
             */
            joint: "yes" | "no";
            /** Matter */
            matter: string;
        };
        /**
         * Judgement
         * @description An automatic judgement with its reasons (promise 4).
         */
        Judgement: {
            /**
             * Owner
             * @description who handles first
             * @enum {string}
             */
            owner: "12345" | "110" | "119" | "120" | "122" | "utility" | "none";
            /** Joint */
            joint: boolean;
            /**
             * Joint With
             * @description services that act too
             */
            joint_with: string[];
            /** Danger */
            danger: boolean;
            /**
             * Type
             * @enum {string}
             */
            type: "咨询" | "求助" | "投诉" | "举报" | "建议" | "报警" | "其他";
            /**
             * Matter
             * @description code of the responsibility list's row; empty when none fits
             */
            matter: string;
            /** Matter Name */
            matter_name: string;
            /** Domain */
            domain: string;
            /**
             * Department
             * @description code of the department kind
             */
            department: string;
            /** Department Name */
            department_name: string;
            /**
             * Deadline Class
             * @description which rule of time limits the matter starts
             * @enum {string}
             */
            deadline_class: "consult" | "help" | "suggest" | "complaint" | "report" | "urgent" | "livelihood" | "police";
            /**
             * Police Class
             * @description code of the police class; empty for what is not 110's
             */
            police_class: string;
            /**
             * Confidence
             * @description 0 to 1
             */
            confidence: number;
            /**
             * Confidences
             * @description calibrated probability per field: owner, danger, joint, type, matter
             */
            confidences: {
                [key: string]: number;
            };
            /** @description what to ask when confidence is low; null when it is not */
            ask: components["schemas"]["Question"] | null;
            /**
             * Split
             * @description parts that could be orders of their own; empty for one matter
             */
            split: components["schemas"]["MatterPart"][];
            /**
             * Asked Semantic
             * @description whether the meaning of the whole text was compared too
             */
            asked_semantic: boolean;
            /** Reasons */
            reasons: components["schemas"]["JudgementReason"][];
            versions: components["schemas"]["Versions"];
        };
        /**
         * JudgementHere
         * @description A judgement with the place, the units and the script that fit it.
         */
        JudgementHere: {
            place: components["schemas"]["Place"] | null;
            routing: components["schemas"]["Routing"];
            /** @description what to say when it is out of scope (R15) */
            script: components["schemas"]["SuggestedScript"] | null;
            /**
             * Owner
             * @description who handles first
             * @enum {string}
             */
            owner: "12345" | "110" | "119" | "120" | "122" | "utility" | "none";
            /** Joint */
            joint: boolean;
            /**
             * Joint With
             * @description services that act too
             */
            joint_with: string[];
            /** Danger */
            danger: boolean;
            /**
             * Type
             * @enum {string}
             */
            type: "咨询" | "求助" | "投诉" | "举报" | "建议" | "报警" | "其他";
            /**
             * Matter
             * @description code of the responsibility list's row; empty when none fits
             */
            matter: string;
            /** Matter Name */
            matter_name: string;
            /** Domain */
            domain: string;
            /**
             * Department
             * @description code of the department kind
             */
            department: string;
            /** Department Name */
            department_name: string;
            /**
             * Deadline Class
             * @description which rule of time limits the matter starts
             * @enum {string}
             */
            deadline_class: "consult" | "help" | "suggest" | "complaint" | "report" | "urgent" | "livelihood" | "police";
            /**
             * Police Class
             * @description code of the police class; empty for what is not 110's
             */
            police_class: string;
            /**
             * Confidence
             * @description 0 to 1
             */
            confidence: number;
            /**
             * Confidences
             * @description calibrated probability per field: owner, danger, joint, type, matter
             */
            confidences: {
                [key: string]: number;
            };
            /** @description what to ask when confidence is low; null when it is not */
            ask: components["schemas"]["Question"] | null;
            /**
             * Split
             * @description parts that could be orders of their own; empty for one matter
             */
            split: components["schemas"]["MatterPart"][];
            /**
             * Asked Semantic
             * @description whether the meaning of the whole text was compared too
             */
            asked_semantic: boolean;
            /** Reasons */
            reasons: components["schemas"]["JudgementReason"][];
            versions: components["schemas"]["Versions"];
        };
        /**
         * JudgementReason
         * @description Why: a short kind, a sentence in Chinese, and the words it rests on.
         */
        JudgementReason: {
            /** Kind */
            kind: string;
            /** Text */
            text: string;
            evidence: components["schemas"]["Evidence"] | null;
        };
        /**
         * Judgements
         * @description One judgement for each text, in order.
         */
        Judgements: {
            /** Items */
            items: components["schemas"]["Judgement"][];
            /**
             * Next
             * @description always null: the list is whole
             */
            next: null;
        };
        /**
         * KeyBody
         * @description A new API key for an account.
         */
        KeyBody: {
            /** Login */
            login: string;
            /** Name */
            name: string;
            /** Expires At */
            expires_at?: string | null;
        };
        /**
         * KnownAnswer
         * @description An answer that one click gives.
         */
        KnownAnswer: {
            /**
             * Code
             * @description goes into `answers` of the next request
             */
            code: string;
            /**
             * Text
             * @description the sentence that may stand behind the words instead
             */
            text: string;
            /** Text En */
            text_en: string;
            /**
             * Danger
             * @description affirms a danger: the judgement will say so too
             */
            danger: boolean;
        };
        /**
         * Label
         * @description A name in both languages.
         */
        Label: {
            /** Zh */
            zh: string;
            /** En */
            en: string;
        };
        /**
         * LinkBody
         * @description Where a link leads, its last test by hand, and when it goes live.
         */
        LinkBody: {
            /** Peer */
            peer?: string | null;
            /** Go Live */
            go_live?: string | null;
            /** Tested On */
            tested_on?: string | null;
            /** Passed */
            passed?: boolean | null;
            /**
             * Note
             * @default
             */
            note: string;
        };
        /** LinkNote */
        LinkNote: {
            /**
             * Note
             * @default
             */
            note: string;
        };
        /** LinkReason */
        LinkReason: {
            /** Reason */
            reason: string;
        };
        /** LinkRevisit */
        LinkRevisit: {
            /** Contacted */
            contacted: boolean;
            /** Solved */
            solved?: boolean | null;
            /** Satisfied */
            satisfied?: number | null;
            /**
             * Note
             * @default
             */
            note: string;
        };
        /**
         * LinkRow
         * @description One link of a region.
         */
        LinkRow: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "voice" | "order" | "data";
            /**
             * State
             * @enum {string}
             */
            state: "none" | "planned" | "failed" | "down" | "live";
            /** Peer */
            peer: string | null;
            /** Transports */
            transports: string[];
            /** Heard At */
            heard_at: string | null;
            /**
             * Tested On
             * @description of the last contract test
             */
            tested_on: string | null;
            /** Passed */
            passed: boolean | null;
            /** Go Live */
            go_live: string | null;
            /** Note */
            note: string;
        };
        /**
         * Loaded
         * @description How many days were loaded.
         */
        Loaded: {
            /** Days */
            days: number;
        };
        /**
         * LoginBody
         * @description Sign-in by login and password.
         */
        LoginBody: {
            /** Login */
            login: string;
            /**
             * Password
             * Format: password
             */
            password: string;
        };
        /**
         * Machine
         * @description A transition table: what the API allows and pages show.
         */
        Machine: {
            /** Name */
            name: string;
            /** Initial */
            initial: string;
            /** States */
            states: components["schemas"]["MachineState"][];
            /** Transitions */
            transitions: components["schemas"]["MachineRow"][];
        };
        /**
         * MachineList
         * @description All transition tables.
         */
        MachineList: {
            /** Items */
            items: components["schemas"]["Machine"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * MachineRow
         * @description One row of a table: an event, the states it is taken in and where it leads.
         */
        MachineRow: {
            /** Event */
            event: string;
            /** Sources */
            sources: string[];
            /**
             * Target
             * @description null: the state stays
             */
            target: string | null;
            /**
             * Permission
             * @description null: only the system takes it
             */
            permission: string | null;
            /** Zh */
            zh: string;
            /** En */
            en: string;
        };
        /**
         * MachineState
         * @description One state of a table.
         */
        MachineState: {
            /** State */
            state: string;
            /** Final */
            final: boolean;
            /** Zh */
            zh: string;
            /** En */
            en: string;
        };
        /**
         * Made
         * @description A new webhook.
         */
        Made: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Secret
             * @description whsec_…; told only now
             */
            secret: string;
        };
        /**
         * MadeEdition
         * @description A new draft.
         */
        MadeEdition: {
            /** Number */
            number: number;
        };
        /**
         * MadeRow
         * @description A new row.
         */
        MadeRow: {
            /**
             * Ordinal
             * @description names the row within its table for good
             */
            ordinal: number;
        };
        /**
         * MapBase
         * @description What a map is drawn on. Everything is in WGS-84 (CGCS2000).
         */
        MapBase: {
            /**
             * Tiles
             * @description address of raster tiles with {z}, {x} and {y}; null: there are none
             */
            tiles: string | null;
            /**
             * Credit
             * @description whom to name on the map for the tiles
             */
            credit: string;
            /**
             * Outlines
             * @description GeoJSON: the city's districts, each with code, name and the middle; null: the city has given none
             */
            outlines: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * MaskedKind
         * @description How often something personal was taken out.
         */
        MaskedKind: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "name" | "mail" | "id" | "phone" | "plate" | "account" | "papers" | "number" | "door";
            /** Count */
            count: number;
        };
        /**
         * Matter
         * @description One row of the responsibility list (职责清单, R80).
         */
        Matter: {
            /** Code */
            code: string;
            /** Name */
            name: string;
            /** Domain */
            domain: string;
            /**
             * Owner
             * @description who handles first
             * @enum {string}
             */
            owner: "12345" | "110" | "119" | "120" | "122" | "utility" | "none";
            /** Joint */
            joint: string[];
            /**
             * Default Type
             * @enum {string}
             */
            default_type: "咨询" | "求助" | "投诉" | "举报" | "建议" | "报警" | "其他";
            /** Department */
            department: string;
            /**
             * Deadline Class
             * @description which rule of time limits the matter starts
             * @enum {string}
             */
            deadline_class: "consult" | "help" | "suggest" | "complaint" | "report" | "urgent" | "livelihood" | "police";
            /** Exceptions */
            exceptions: string;
            /** Basis */
            basis: string;
            /** Police Class */
            police_class: string;
            /**
             * Restricted
             * @description appeals about it are restricted records (R8, R20)
             */
            restricted: boolean;
            /**
             * Valid From
             * Format: date
             */
            valid_from: string;
            /** Valid To */
            valid_to: string | null;
        };
        /**
         * MatterList
         * @description The whole responsibility list, with the versions of the tables.
         */
        MatterList: {
            /** Items */
            items: components["schemas"]["Matter"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
            versions: components["schemas"]["Versions"];
        };
        /**
         * MatterPart
         * @description A stretch of the text that is a matter of its own.
         */
        MatterPart: {
            /**
             * Start
             * @description place in the text, in characters, from 0
             */
            start: number;
            /**
             * End
             * @description place after the last character
             */
            end: number;
            /**
             * Owner
             * @description who handles first
             * @enum {string}
             */
            owner: "12345" | "110" | "119" | "120" | "122" | "utility" | "none";
            /**
             * Matter Code
             * @description code of the responsibility list's row
             */
            matter_code: string;
            /** Matter */
            matter: string;
        };
        /** Merge */
        Merge: {
            /** Version */
            version: number;
            /**
             * Into
             * Format: uuid
             */
            into: string;
        };
        /**
         * MessageBrief
         * @description A message without what it says. Of an appeal that the caller may not see neither appeal nor subject is told.
         */
        MessageBrief: {
            /** Seq */
            seq: number;
            /**
             * Message Id
             * Format: uuid
             */
            message_id: string;
            /** Kind */
            kind: string;
            /** Urgent */
            urgent: boolean;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Subject Id */
            subject_id: string | null;
            /** Subject N */
            subject_n: number;
            /** Appeal Id */
            appeal_id: string | null;
            /** Appeal Number */
            appeal_number: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "waiting" | "sent" | "taken" | "refused" | "held" | "admitted";
            /**
             * Attempts
             * @description pushes, or failures to admit it
             */
            attempts: number;
            /**
             * Pushed At
             * @description when it was last pushed, or when it was taken
             */
            pushed_at: string | null;
            /**
             * Settled At
             * @description when the peer had taken it, or when it was admitted
             */
            settled_at: string | null;
            /** Transport */
            transport: string | null;
            /**
             * Code
             * @description why the peer refused it
             */
            code: string | null;
            reason: components["schemas"]["ReasonText"] | null;
            /**
             * Error
             * @description why it could not be admitted
             */
            error: string | null;
            /**
             * Digest
             * @description SM3 of the token, in hexadecimal
             */
            digest: string;
            /** Chars */
            chars: number;
        };
        /**
         * MessagePage
         * @description Messages, the highest number first.
         */
        MessagePage: {
            /** Items */
            items: components["schemas"]["MessageBrief"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * MessageWhole
         * @description With what it says, for who may see its appeal; null otherwise.
         */
        MessageWhole: {
            /** Seq */
            seq: number;
            /**
             * Message Id
             * Format: uuid
             */
            message_id: string;
            /** Kind */
            kind: string;
            /** Urgent */
            urgent: boolean;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Subject Id */
            subject_id: string | null;
            /** Subject N */
            subject_n: number;
            /** Appeal Id */
            appeal_id: string | null;
            /** Appeal Number */
            appeal_number: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "waiting" | "sent" | "taken" | "refused" | "held" | "admitted";
            /**
             * Attempts
             * @description pushes, or failures to admit it
             */
            attempts: number;
            /**
             * Pushed At
             * @description when it was last pushed, or when it was taken
             */
            pushed_at: string | null;
            /**
             * Settled At
             * @description when the peer had taken it, or when it was admitted
             */
            settled_at: string | null;
            /** Transport */
            transport: string | null;
            /**
             * Code
             * @description why the peer refused it
             */
            code: string | null;
            reason: components["schemas"]["ReasonText"] | null;
            /**
             * Error
             * @description why it could not be admitted
             */
            error: string | null;
            /**
             * Digest
             * @description SM3 of the token, in hexadecimal
             */
            digest: string;
            /** Chars */
            chars: number;
            /** Body */
            body: unknown;
        };
        /**
         * Milestone
         * @description Whether all three links were live by a day.
         */
        Milestone: {
            /**
             * By
             * Format: date
             */
            by: string;
            /** Met */
            met: boolean;
        };
        /**
         * Misled
         * @description Words that the machine's judgement rested on.
         */
        Misled: {
            /** Kind */
            kind: string;
            /** Text */
            text: string;
            /** Words */
            words: string;
        };
        /**
         * MissRevisit
         * @description Nobody answered; ``next_at`` is when to call again.
         */
        MissRevisit: {
            /** Version */
            version: number;
            /**
             * Note
             * @default
             */
            note: string;
            /** Next At */
            next_at?: string | null;
        };
        /**
         * ModelBrief
         * @description A model that was trained here.
         */
        ModelBrief: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "text";
            /**
             * State
             * @enum {string}
             */
            state: "candidate" | "shadow" | "active" | "retired";
            /**
             * Version
             * @description grows with every change of state; a change names the version that was looked at
             */
            version: number;
            /**
             * Digest
             * @description SM3 of the file, in hexadecimal
             */
            digest: string;
            /** Bytes */
            bytes: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string | null;
            /** Activated At */
            activated_at: string | null;
            /** Activated By */
            activated_by: string | null;
            /**
             * Rows
             * @description labelled rows that taught it
             */
            rows: number | null;
            /**
             * Measured
             * @description how its figures were found: five-fold or held-out
             */
            measured: string | null;
            /** Danger Recall */
            danger_recall: number | null;
            /**
             * Embedding
             * @description whose vectors it needs for meaning; none: pieces of text alone
             */
            embedding: string | null;
            /**
             * Data Hash
             * @description SM3 of the file it was trained on
             */
            data_hash: string | null;
            /** Fields */
            fields: components["schemas"]["FieldFigures"][];
        };
        /**
         * ModelPage
         * @description Models, newest first.
         */
        ModelPage: {
            /** Items */
            items: components["schemas"]["ModelBrief"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /** MoreWords */
        MoreWords: {
            /** Code */
            code: string;
            /** Phone End */
            phone_end: string;
            /** Words */
            words: string;
            /**
             * Not Urgent
             * @default false
             */
            not_urgent: boolean;
        };
        /**
         * Named
         * @description A code with its name in the caller's language.
         */
        Named: {
            /** Code */
            code: string;
            /** Name */
            name: string;
        };
        /**
         * NewKey
         * @description A new key; the secret is shown this once.
         */
        NewKey: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Key */
            key: string;
        };
        /**
         * ObjectionDecision
         * @description ``upheld``: it is handled again; ``answer`` is what the person reads.
         */
        ObjectionDecision: {
            /** Upheld */
            upheld: boolean;
            /** Answer */
            answer: string;
        };
        /**
         * Obligation
         * @description What has to be done in time.
         * @enum {string}
         */
        Obligation: "case_result" | "case_dispatch" | "case_sign" | "case_first_contact" | "case_review" | "return_review" | "extension_review" | "revisit" | "handover_receipt" | "handover_accept" | "negotiation" | "police_dispatch" | "police_sign" | "police_set_out" | "police_arrive" | "police_feedback";
        /**
         * Offer
         * @description Offer an order's appeal to the other platform. ``ruling`` is a shift leader's word that it goes there again.
         */
        "Offer-Input": {
            /**
             * Order Kind
             * @enum {string}
             */
            order_kind: "case" | "incident";
            /**
             * Order Id
             * Format: uuid
             */
            order_id: string;
            /** Version */
            version: number;
            /**
             * Reason Code
             * @enum {string}
             */
            reason_code: "duty" | "danger" | "wish" | "civil_part" | "clue" | "misconduct" | "unclear" | "other";
            /** Reason */
            reason: string;
            /**
             * Matter
             * @default
             */
            matter: string;
            /** Ruling */
            ruling?: string | null;
        };
        /**
         * Offer
         * @description How far a peer has it.
         */
        "Offer-Output": {
            /** Peer */
            peer: string;
            /** Held */
            held: number;
            /** Whole */
            whole: boolean;
            /**
             * Refused
             * @description why the peer does not take it
             */
            refused: ("type" | "size") | null;
        };
        /**
         * Open
         * @description Orders that are open.
         */
        Open: {
            /**
             * As Of
             * @description time up to which facts are counted in; null while no worker has ever counted
             */
            as_of: string | null;
            /** Total */
            total: number;
            /** Rows */
            rows: components["schemas"]["OpenRow"][];
        };
        /** OpenRow */
        OpenRow: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "case" | "incident";
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /** State */
            state: string;
            /** Count */
            count: number;
        };
        /**
         * Opened
         * @description What opens an appeal: its code, and the last four digits of the phone (or the whole of it).
         */
        Opened: {
            /** Code */
            code: string;
            /** Phone End */
            phone_end: string;
        };
        /**
         * OpenedOrder
         * @description The order that registering opened.
         */
        OpenedOrder: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "case" | "incident";
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /** State */
            state: string;
        };
        /**
         * Opinion
         * @description What a model says of a text, by pieces of text alone.
         */
        Opinion: {
            /** Items */
            items: components["schemas"]["FieldOpinion"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * OrderSummary
         * @description An order of the appeal, of either side.
         */
        OrderSummary: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "case" | "incident";
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /** State */
            state: string;
            /** Version */
            version: number;
            /** Mirror */
            mirror: boolean;
            /** Loop Open */
            loop_open: boolean;
            /** Ack Pending */
            ack_pending: boolean;
            /** Danger */
            danger: boolean;
            /** Title */
            title: string;
            /**
             * Result
             * @description reply or result
             */
            result: string | null;
            /**
             * Unit Id
             * @description lead unit of a work order
             */
            unit_id: string | null;
            /**
             * Opened At
             * Format: date-time
             */
            opened_at: string;
            /** Closed At */
            closed_at: string | null;
        };
        /**
         * OtherSight
         * @description The appeal as the other side's own route answers it, without what that side alone has found.
         */
        OtherSight: {
            /** Title */
            title: string;
            /** Words */
            words: string;
            /** Address */
            address: string;
            /** Danger */
            danger: boolean;
            /** Urgent */
            urgent: boolean;
            /**
             * Owner Platform
             * @enum {string}
             */
            owner_platform: "12345" | "110";
            /** Orders */
            orders: components["schemas"]["OrderSummary"][];
            /** Caller */
            caller: string | null;
            /** Phone */
            phone: string | null;
        };
        /**
         * Overridden
         * @description The appeal after a person's judgement.
         */
        Overridden: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Matter */
            matter: string;
            /**
             * Type
             * @enum {string}
             */
            type: "咨询" | "求助" | "投诉" | "举报" | "建议" | "报警" | "其他";
            /** Version */
            version: number;
        };
        /**
         * Override
         * @description A person's judgement instead of the machine's, with the reason (promise 4). ``other`` needs words.
         */
        "Override-Input": {
            /**
             * Reason Code
             * @enum {string}
             */
            reason_code: "wrong_owner" | "wrong_matter" | "wrong_type" | "danger_missed" | "danger_overcalled" | "place_wrong" | "rule_outdated" | "person_said_more" | "other";
            /**
             * Reason
             * @default
             */
            reason: string;
            /**
             * Owner
             * @enum {string}
             */
            owner: "12345" | "110" | "119" | "120" | "122" | "utility" | "none";
            /** Matter */
            matter?: string | null;
            /** Type */
            type?: ("咨询" | "求助" | "投诉" | "举报" | "建议" | "报警" | "其他") | null;
        };
        /**
         * Override
         * @description The last word of a person on an appeal, beside what the machine said first.
         */
        "Override-Output": {
            /**
             * Id
             * Format: uuid
             * @description the appeal
             */
            id: string;
            /** Number */
            number: string;
            /**
             * Title
             * @description null for who may not read appeals, like words and note
             */
            title: string | null;
            /** Words */
            words: string | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Reason Code
             * @description null for overrides from before there were codes
             */
            reason_code: string | null;
            /** Note */
            note: string | null;
            machine: components["schemas"]["Said"];
            person: components["schemas"]["Said"];
            /** Misled By */
            misled_by: components["schemas"]["Misled"][];
            /**
             * Versions
             * @description the rules and the model that the machine judged by
             */
            versions: {
                [key: string]: string;
            };
        };
        /**
         * OverrideFigure
         * @description How often persons corrected one matter to another for one reason.
         */
        OverrideFigure: {
            /** From Matter */
            from_matter: string;
            /** From Owner */
            from_owner: string;
            /** To Matter */
            to_matter: string;
            /** To Owner */
            to_owner: string;
            /** Reason Code */
            reason_code: string | null;
            /**
             * Words
             * @description the first words that the judgement rested on
             */
            words: string | null;
            /** Overrides */
            overrides: number;
        };
        /**
         * OverrideFigures
         * @description The most frequent corrections.
         */
        OverrideFigures: {
            /** Items */
            items: components["schemas"]["OverrideFigure"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * OverridePage
         * @description Overrides, newest appeal first.
         */
        OverridePage: {
            /** Items */
            items: components["schemas"]["Override-Output"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * OverrideReason
         * @description A code and its names.
         */
        OverrideReason: {
            /** Code */
            code: string;
            /** Zh */
            zh: string;
            /** En */
            en: string;
        };
        /** OwnObjection */
        OwnObjection: {
            /** Code */
            code: string;
            /** Phone End */
            phone_end: string;
            /** Reason */
            reason: string;
        };
        /**
         * OwnPasswordBody
         * @description One's own password: the present one, and the one that takes its place.
         */
        OwnPasswordBody: {
            /**
             * Present
             * Format: password
             */
            present: string;
            /**
             * Fresh
             * Format: password
             */
            fresh: string;
        };
        /**
         * OwnRating
         * @description Three separate facts, as the person tells them.
         */
        OwnRating: {
            /** Code */
            code: string;
            /** Phone End */
            phone_end: string;
            /** Contacted */
            contacted: boolean;
            /** Solved */
            solved: boolean;
            /** Satisfied */
            satisfied: number;
            /**
             * Note
             * @default
             */
            note: string;
        };
        /**
         * OwnRatingTold
         * @description What the person said of the result.
         */
        OwnRatingTold: {
            /** Contacted */
            contacted: boolean;
            /** Solved */
            solved: boolean;
            /** Satisfied */
            satisfied: number;
            /** Note */
            note: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
        };
        /**
         * OwnUnit
         * @description The caller's unit.
         */
        OwnUnit: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string | null;
        };
        /**
         * Owner
         * @description Who handles first.
         * @enum {string}
         */
        Owner: "12345" | "110" | "119" | "120" | "122" | "utility" | "none";
        /**
         * OwnerChange
         * @description One change of ownership.
         */
        OwnerChange: {
            /** Seq */
            seq: number;
            /**
             * From Platform
             * @enum {string}
             */
            from_platform: "12345" | "110";
            /**
             * To Platform
             * @enum {string}
             */
            to_platform: "12345" | "110";
            /** Handover Id */
            handover_id: string | null;
            /** Reason */
            reason: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
        };
        /**
         * OwnerMove
         * @description Texts that the model would have given to another owner.
         */
        OwnerMove: {
            /** From */
            from: string;
            /** To */
            to: string;
            /** Texts */
            texts: number;
        };
        /** Page[Attachment] */
        Page_Attachment_: {
            /** Items */
            items: components["schemas"]["Attachment"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /** PasswordBody */
        PasswordBody: {
            /** Login */
            login: string;
            /**
             * Password
             * Format: password
             */
            password: string;
        };
        /**
         * PeerList
         * @description All of them.
         */
        PeerList: {
            /** Items */
            items: components["schemas"]["PeerStanding"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * PeerStanding
         * @description A peer, and how the exchange with it stands.
         */
        PeerStanding: {
            /** Name */
            name: string;
            /** Title */
            title: string;
            /** Hosts */
            hosts: ("12345" | "110")[];
            /**
             * Divisions
             * @description prefixes of the places that it answers for
             */
            divisions: string[];
            /** Active */
            active: boolean;
            /** Schema Version */
            schema_version: number;
            /**
             * Added At
             * Format: date-time
             */
            added_at: string;
            /**
             * Kid
             * @description fingerprint of its keys, to be compared by voice
             */
            kid: string | null;
            /**
             * Out Seq
             * @description number of the last message packed for it
             */
            out_seq: number;
            /**
             * In Upto
             * @description up to this number nothing of it is missing
             */
            in_upto: number;
            /** In Max */
            in_max: number;
            /** Heard At */
            heard_at: string | null;
            /** Answered At */
            answered_at: string | null;
            /** Waiting */
            waiting: number;
            /** Unanswered */
            unanswered: number;
            /**
             * Refused
             * @description messages of ours that it did not take
             */
            refused: number;
            /**
             * Held
             * @description messages of it that are not admitted yet
             */
            held: number;
            /**
             * Oldest At
             * @description when the oldest message was said that it has not acknowledged
             */
            oldest_at: string | null;
            /**
             * Gaps
             * @description numbers of it that are missing
             */
            gaps: number;
            /**
             * Codes
             * @description codes that wait for a steward
             */
            codes: number;
            /**
             * Difference
             * @description messages by which the sides differ, by the last comparisons of 30 days
             */
            difference: number;
            /**
             * Refusals
             * @description what of it was not taken in 24 hours
             */
            refusals: components["schemas"]["RefusalCount"][];
            /**
             * Ways
             * @description the preferred first
             */
            ways: components["schemas"]["Way"][];
            /**
             * Carries
             * @description the way that messages take now; null: none
             */
            carries: string | null;
        };
        /**
         * Place
         * @description Where it is: as entered, or as the address or the words name it (a suggestion).
         */
        Place: {
            /**
             * Text
             * @description the address as said
             */
            text: string;
            /**
             * Source
             * @description the field that names it
             * @enum {string}
             */
            source: "address" | "text" | "";
            /**
             * Start
             * @description place in that field, in characters, from 0
             */
            start: number;
            /** End */
            end: number;
            /**
             * Division
             * @description GB/T 2260 code, street where known; empty when only a road or house is named
             */
            division: string;
            /** Division Name */
            division_name: string;
            /** @description town or street office, or the district's when the street is not known */
            town: components["schemas"]["PlaceUnit"] | null;
            /** @description police station, or the district's bureau */
            station: components["schemas"]["PlaceUnit"] | null;
            /**
             * Confidence
             * @description 0 to 1; 1 when entered
             */
            confidence: number;
            /**
             * Entered
             * @description a person gave the division; otherwise it is a suggestion
             */
            entered: boolean;
            /**
             * Home
             * @description lies in the city that was called
             */
            home: boolean;
        };
        /**
         * PlaceUnit
         * @description A unit that answers for a place.
         */
        PlaceUnit: {
            /**
             * Unit Id
             * Format: uuid
             */
            unit_id: string;
            /** Code */
            code: string;
            /** Name */
            name: string;
        };
        /**
         * PoliceClass
         * @description One class of the police class tree (R5).
         */
        PoliceClass: {
            /** Code */
            code: string;
            /** Parent */
            parent: string | null;
            /** Level */
            level: number;
            /** Name */
            name: string;
            /**
             * Initials
             * @description first letters of the name's syllables, by which it is found by typing: rsdq
             */
            initials: string;
            /**
             * Valid From
             * Format: date
             */
            valid_from: string;
            /** Valid To */
            valid_to: string | null;
        };
        /**
         * PoliceClassList
         * @description The whole tree, by code.
         */
        PoliceClassList: {
            /** Items */
            items: components["schemas"]["PoliceClass"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * PoliceDispatch
         * @description One or several units at once (R72).
         */
        PoliceDispatch: {
            /** Version */
            version: number;
            /**
             * Note
             * @default
             */
            note: string;
            /** Units */
            units: string[];
            /** @default {} */
            form: components["schemas"]["DispatchForm"];
        };
        /** PoliceNote */
        PoliceNote: {
            /** Version */
            version: number;
            /**
             * Note
             * @default
             */
            note: string;
        };
        /**
         * PoliceOrder
         * @description 110's order to police units (警单).
         */
        PoliceOrder: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "incident";
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /** Number */
            number: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * State
             * @enum {string}
             */
            state: "received" | "handing_over" | "dispatched" | "signed" | "en_route" | "on_scene" | "fed_back" | "transferred" | "closed" | "invalid" | "cancelled";
            /**
             * Version
             * @description send it back with the next step; it grows with every change
             */
            version: number;
            /**
             * Mirror
             * @description opened because the other platform handed the matter over or asked for help
             */
            mirror: boolean;
            /**
             * Loop Open
             * @description a result is owed to, or by, the other platform (R40)
             */
            loop_open: boolean;
            /**
             * Class Initial
             * @description class at intake; kept for ever (R5)
             */
            class_initial: string;
            /**
             * Class Current
             * @description class as corrected since
             */
            class_current: string;
            /**
             * Grade
             * @description 警情等级, 1 (gravest) to 4
             */
            grade: number;
            /** Urgent */
            urgent: boolean;
            /** Danger */
            danger: boolean;
            /** Restricted */
            restricted: boolean;
            /**
             * Division
             * @description GB/T 2260 code; null when the place is not known
             */
            division: string | null;
            /** Title */
            title: string;
            form: components["schemas"]["IntakeForm"];
            /** Result Code */
            result_code: string | null;
            /** Result */
            result: string | null;
            /**
             * Opened At
             * Format: date-time
             */
            opened_at: string;
            /** Dispatched At */
            dispatched_at: string | null;
            /** Closed At */
            closed_at: string | null;
            /**
             * Units
             * @description units that are on the order now
             */
            units: string[];
            /** Actions */
            actions: components["schemas"]["Button"][];
        };
        /**
         * PoliceOrderDetail
         * @description A police order with its units' parts and their feedback.
         */
        PoliceOrderDetail: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "incident";
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /** Number */
            number: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * State
             * @enum {string}
             */
            state: "received" | "handing_over" | "dispatched" | "signed" | "en_route" | "on_scene" | "fed_back" | "transferred" | "closed" | "invalid" | "cancelled";
            /**
             * Version
             * @description send it back with the next step; it grows with every change
             */
            version: number;
            /**
             * Mirror
             * @description opened because the other platform handed the matter over or asked for help
             */
            mirror: boolean;
            /**
             * Loop Open
             * @description a result is owed to, or by, the other platform (R40)
             */
            loop_open: boolean;
            /**
             * Class Initial
             * @description class at intake; kept for ever (R5)
             */
            class_initial: string;
            /**
             * Class Current
             * @description class as corrected since
             */
            class_current: string;
            /**
             * Grade
             * @description 警情等级, 1 (gravest) to 4
             */
            grade: number;
            /** Urgent */
            urgent: boolean;
            /** Danger */
            danger: boolean;
            /** Restricted */
            restricted: boolean;
            /**
             * Division
             * @description GB/T 2260 code; null when the place is not known
             */
            division: string | null;
            /** Title */
            title: string;
            form: components["schemas"]["IntakeForm"];
            /** Result Code */
            result_code: string | null;
            /** Result */
            result: string | null;
            /**
             * Opened At
             * Format: date-time
             */
            opened_at: string;
            /** Dispatched At */
            dispatched_at: string | null;
            /** Closed At */
            closed_at: string | null;
            /**
             * Units
             * @description units that are on the order now
             */
            units: string[];
            /** Actions */
            actions: components["schemas"]["Button"][];
            /** Dispatches */
            dispatches: components["schemas"]["UnitPart"][];
            /** Feedback */
            feedback: components["schemas"]["Feedback"][];
        };
        /**
         * PoliceOrderPage
         * @description Police orders, newest first.
         */
        PoliceOrderPage: {
            /** Items */
            items: components["schemas"]["PoliceOrderRow"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * PoliceOrderRow
         * @description A police order in a list.
         */
        PoliceOrderRow: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /** Number */
            number: string;
            /** Appeal Number */
            appeal_number: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * State
             * @enum {string}
             */
            state: "received" | "handing_over" | "dispatched" | "signed" | "en_route" | "on_scene" | "fed_back" | "transferred" | "closed" | "invalid" | "cancelled";
            /** Version */
            version: number;
            /** Mirror */
            mirror: boolean;
            /** Loop Open */
            loop_open: boolean;
            /** Class Initial */
            class_initial: string;
            /** Class Current */
            class_current: string;
            /** Grade */
            grade: number;
            /** Urgent */
            urgent: boolean;
            /** Danger */
            danger: boolean;
            /** Division */
            division: string | null;
            /** Title */
            title: string;
            /**
             * Opened At
             * Format: date-time
             */
            opened_at: string;
            /** Dispatched At */
            dispatched_at: string | null;
            /** Closed At */
            closed_at: string | null;
            /**
             * Owner
             * @description platform that owns the appeal now
             * @enum {string}
             */
            owner: "12345" | "110";
            /**
             * Due At
             * @description the nearest deadline that runs
             */
            due_at: string | null;
            /**
             * Urged At
             * @description when somebody last reminded of it, also the other side
             */
            urged_at: string | null;
        };
        /** PoliceReason */
        PoliceReason: {
            /** Version */
            version: number;
            /** Reason */
            reason: string;
        };
        /**
         * PresenceBody
         * @description Whether the caller is typing something that is to be sent.
         */
        PresenceBody: {
            /**
             * Writing
             * @default false
             */
            writing: boolean;
        };
        /**
         * Present
         * @description Somebody else who has the appeal open.
         */
        Present: {
            /** Name */
            name: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /** Unit */
            unit: string | null;
            /** Writing */
            writing: boolean;
            /**
             * Since
             * Format: date-time
             */
            since: string;
        };
        /**
         * PresentList
         * @description Everybody else who has the appeal open; whoever writes comes first.
         */
        PresentList: {
            /** Items */
            items: components["schemas"]["Present"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * PressRow
         * @description Something that has to be pressed.
         */
        PressRow: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "case" | "incident" | "handover" | "joint";
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /** State */
            state: string;
            /** Version */
            version: number;
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /** Appeal Number */
            appeal_number: string;
            /** Title */
            title: string;
            /** Division */
            division: string | null;
            /**
             * Owes
             * @description the side that has to act
             * @enum {string}
             */
            owes: "12345" | "110";
            /**
             * Unit Id
             * @description the unit that has it; null: the desk
             */
            unit_id: string | null;
            /** Unit */
            unit: string | null;
            /** Danger */
            danger: boolean;
            /** Urgent */
            urgent: boolean;
            /** Return Count */
            return_count: number;
            /** Redo Count */
            redo_count: number;
            /**
             * Reasons
             * @description late, near, returned, silent, urgent
             */
            reasons: string[];
            /**
             * Due At
             * @description the deadline that is late or near, else the next one that runs
             */
            due_at: string | null;
            /**
             * Clock
             * @description the obligation of that deadline
             */
            clock: string | null;
            /**
             * Last Step At
             * @description the last step but for reminders
             */
            last_step_at: string | null;
            /**
             * Urges
             * @description how often somebody reminded of it
             */
            urges: number;
            /** Urged At */
            urged_at: string | null;
            /**
             * Step
             * @description the step with which the caller may press it now; null: by phone
             */
            step: string | null;
        };
        /**
         * Problem
         * @description Why a request was refused (RFC 9457).
         */
        Problem: {
            /**
             * Type
             * @description urn:twinline:problem:<code>
             */
            type: string;
            /** Title */
            title: string;
            /** Status */
            status: number;
            /**
             * Detail
             * @description what is wrong, in the caller's language
             */
            detail: string;
            /**
             * Code
             * @description stable; <module>.<name>
             * @example kernel.invalid_fields
             */
            code: string;
            /**
             * Request Id
             * @description as in the header X-Request-Id; empty in the line of a batch
             */
            request_id: string;
            /**
             * Fields
             * @default []
             */
            fields: components["schemas"]["FieldProblem"][];
        };
        /** Progress */
        Progress: {
            /** Note */
            note: string;
        };
        /** Propose */
        Propose: {
            /** Reason */
            reason: string;
            /**
             * Owner
             * @enum {string}
             */
            owner: "12345" | "110";
        };
        /**
         * PublicationBody
         * @description How a result is published; what is missing is taken from the appeal. ``names`` are masked.
         */
        PublicationBody: {
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /** Title */
            title?: string | null;
            /** Words */
            words?: string | null;
            /** Reply */
            reply?: string | null;
            /** Names */
            names?: string[];
        };
        /**
         * PublishBody
         * @description What was looked at, and from when it holds (by default today).
         */
        PublishBody: {
            /** Version */
            version: number;
            /** Effective From */
            effective_from?: string | null;
            /**
             * Replace Newer
             * @default false
             */
            replace_newer: boolean;
        };
        /**
         * Publishable
         * @description A closed appeal whose result may be published, or is.
         */
        Publishable: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /** Title */
            title: string;
            /**
             * Type
             * @enum {string}
             */
            type: "咨询" | "求助" | "投诉" | "举报" | "建议" | "报警" | "其他";
            /** Place */
            place: string | null;
            /**
             * Closed At
             * Format: date-time
             */
            closed_at: string;
            /** Publication Id */
            publication_id: string | null;
            /** Published At */
            published_at: string | null;
        };
        /**
         * PublishableList
         * @description Newest first.
         */
        PublishableList: {
            /** Items */
            items: components["schemas"]["Publishable"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * Published
         * @description From when the edition holds.
         */
        Published: {
            /** Number */
            number: number;
            /**
             * Effective From
             * Format: date
             */
            effective_from: string;
        };
        /**
         * PublishedResult
         * @description A closed appeal, in a wording without personal data (R53).
         */
        PublishedResult: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Title */
            title: string;
            /** Words */
            words: string;
            /** Reply */
            reply: string;
            /**
             * Type
             * @enum {string}
             */
            type: "咨询" | "求助" | "投诉" | "举报" | "建议" | "报警" | "其他";
            /**
             * Place
             * @description the district
             */
            place: string | null;
            /**
             * Received On
             * Format: date
             */
            received_on: string;
            /**
             * Closed On
             * Format: date
             */
            closed_on: string;
            /**
             * Published At
             * Format: date-time
             */
            published_at: string;
        };
        /**
         * PublishedResults
         * @description Newest first.
         */
        PublishedResults: {
            /** Items */
            items: components["schemas"]["PublishedResult"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * Question
         * @description The one question whose answer would decide, when confidence is low.
         */
        Question: {
            /** Code */
            code: string;
            /** Text */
            text: string;
            /**
             * Answers
             * @description empty for a question that must be heard and typed
             */
            answers: components["schemas"]["KnownAnswer"][];
        };
        /**
         * Ready
         * @description The process can serve.
         */
        Ready: {
            /** Status */
            status: string;
        };
        /** Reason */
        Reason: {
            /** Reason */
            reason: string;
        };
        /**
         * ReasonBody
         * @description Why.
         */
        ReasonBody: {
            /** Reason */
            reason: string;
        };
        /**
         * ReasonList
         * @description All codes.
         */
        ReasonList: {
            /** Items */
            items: components["schemas"]["OverrideReason"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * ReasonText
         * @description Why, in both languages.
         */
        ReasonText: {
            /** Zh */
            zh: string;
            /** En */
            en: string;
        };
        /**
         * Receipt
         * @description What was filed, and the code to follow it by, which is told here and kept nowhere.
         */
        Receipt: {
            /** Number */
            number: string;
            /**
             * Code
             * @description twelve digits; with the last four of the phone it opens the appeal
             */
            code: string;
            /**
             * Danger
             * @description 110 was told
             */
            danger: boolean;
            /** Replayed */
            replayed: boolean;
        };
        /**
         * RefusalCount
         * @description How often a reason was given.
         */
        RefusalCount: {
            /** Code */
            code: string;
            reason: components["schemas"]["ReasonText"] | null;
            /** N */
            n: number;
        };
        /**
         * RefusalPage
         * @description Refusals, newest first.
         */
        RefusalPage: {
            /** Items */
            items: components["schemas"]["RefusalRow"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * RefusalRow
         * @description A token that was not taken.
         */
        RefusalRow: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Peer
             * @description who it claims to be from
             */
            peer: string | null;
            /** Transport */
            transport: string;
            /** Code */
            code: string;
            reason: components["schemas"]["ReasonText"] | null;
            /** Seq */
            seq: number | null;
            /** Digest */
            digest: string;
            /** Chars */
            chars: number;
        };
        /**
         * Refused
         * @description A line of a batch that was not registered.
         */
        Refused: {
            problem: components["schemas"]["Problem"];
        };
        /**
         * Region
         * @description The links between the two platforms of a region (R3).
         */
        Region: {
            /** Region */
            region: string;
            /** Name */
            name: string;
            /** Links */
            links: components["schemas"]["LinkRow"][];
            /** Milestones */
            milestones: components["schemas"]["Milestone"][];
        };
        /**
         * Register
         * @description The province and its cities.
         */
        Register: {
            /** Items */
            items: components["schemas"]["Region"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * Registered
         * @description A registered appeal: who owns it and which order was opened.
         */
        Registered: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /**
             * Owner
             * @enum {string}
             */
            owner: "12345" | "110";
            /** Danger */
            danger: boolean;
            /**
             * Replayed
             * @description an earlier request with this Idempotency-Key registered it; nothing was written
             */
            replayed: boolean;
            order: components["schemas"]["OpenedOrder"];
        };
        /**
         * Reminder
         * @description A step of a ladder that was told: of a clock 80 %, 100 %, one (working) day over (R41), or of drift (R68).
         */
        Reminder: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Order Id
             * @description what the clock belongs to: work order, police order or handover
             */
            order_id: string | null;
            /**
             * Kind
             * @description as `kind` of a clock; `drift`: a way of judging moved; `mapping`: a code that nobody has mapped; `link`, `digest`, `refusal`, `restored`: of a peer
             */
            kind: string;
            /**
             * N
             * @description which clock of this kind on the order
             */
            n: number;
            /**
             * Level
             * @description 1: 80 %, 2: due, 3: one (working) day over; of drift 1: watch, 2: alarm, 3: lasting
             */
            level: number;
            label: components["schemas"]["Label"];
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * Unit Id
             * @description the unit whose duty it is
             */
            unit_id: string | null;
            /** Unit */
            unit: string | null;
            /**
             * Contacts
             * @description who answers for the unit now: `primary` and `deputy` by name (R93)
             */
            contacts: {
                [key: string]: string;
            };
            /** Appeal Id */
            appeal_id: string | null;
            /** Appeal Number */
            appeal_number: string | null;
            /** Title */
            title: string | null;
            /**
             * Subject
             * @description `decisions`, `model:<key>`, or of a peer; null of a clock
             */
            subject: string | null;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
        };
        /**
         * ReminderPage
         * @description Reminders, newest first.
         */
        ReminderPage: {
            /** Items */
            items: components["schemas"]["Reminder"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * Replay
         * @description A draft tried on the real decisions of some days, beside another edition.
         */
        Replay: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Edition
             * @description number of the edition that is tried
             */
            edition: number;
            /**
             * Base
             * @description number of the edition beside it
             */
            base: number;
            /** Days */
            days: number;
            /**
             * As Of
             * Format: date
             * @description the day whose rows hold, for both
             */
            as_of: string;
            /**
             * State
             * @enum {string}
             */
            state: "queued" | "running" | "cancelling" | "cancelled" | "done" | "failed";
            /**
             * Total
             * @description appeals of these days
             */
            total: number;
            /**
             * Texts
             * @description appeals counted so far
             */
            texts: number;
            /**
             * Judged
             * @description those that the change can concern; all others are judged alike by both
             */
            judged: number;
            /**
             * Moved
             * @description those that the two editions judge differently
             */
            moved: number;
            /** Seconds Left */
            seconds_left: number | null;
            /**
             * Error
             * @description why it was cancelled or failed; `changed`: the draft was edited meanwhile
             */
            error: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string | null;
            /** Started At */
            started_at: string | null;
            /** Finished At */
            finished_at: string | null;
            /**
             * Publishable
             * @description whether the edition is still a draft: publish it at its own address
             */
            publishable: boolean;
            /**
             * Published As Tried
             * @description whether exactly what was tried was published
             */
            published_as_tried: boolean | null;
        };
        /**
         * ReplayBody
         * @description Over how many days, and against which edition; without ``against`` it is the one in force.
         */
        ReplayBody: {
            /**
             * Days
             * @default 30
             */
            days: number;
            /** Against */
            against?: number | null;
        };
        /**
         * ReplayPage
         * @description Replays, newest first.
         */
        ReplayPage: {
            /** Items */
            items: components["schemas"]["Replay"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * ReplayResult
         * @description A replay with its matrices; of what was not judged the stored decision is counted.
         */
        ReplayResult: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Edition
             * @description number of the edition that is tried
             */
            edition: number;
            /**
             * Base
             * @description number of the edition beside it
             */
            base: number;
            /** Days */
            days: number;
            /**
             * As Of
             * Format: date
             * @description the day whose rows hold, for both
             */
            as_of: string;
            /**
             * State
             * @enum {string}
             */
            state: "queued" | "running" | "cancelling" | "cancelled" | "done" | "failed";
            /**
             * Total
             * @description appeals of these days
             */
            total: number;
            /**
             * Texts
             * @description appeals counted so far
             */
            texts: number;
            /**
             * Judged
             * @description those that the change can concern; all others are judged alike by both
             */
            judged: number;
            /**
             * Moved
             * @description those that the two editions judge differently
             */
            moved: number;
            /** Seconds Left */
            seconds_left: number | null;
            /**
             * Error
             * @description why it was cancelled or failed; `changed`: the draft was edited meanwhile
             */
            error: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string | null;
            /** Started At */
            started_at: string | null;
            /** Finished At */
            finished_at: string | null;
            /**
             * Publishable
             * @description whether the edition is still a draft: publish it at its own address
             */
            publishable: boolean;
            /**
             * Published As Tried
             * @description whether exactly what was tried was published
             */
            published_as_tried: boolean | null;
            /**
             * Matrices
             * @description by field (owner, department, lead, danger, type): cells with `from`, `to` and `texts`
             */
            matrices: {
                [key: string]: {
                    [key: string]: string | number;
                }[];
            };
            disputes: components["schemas"]["Disputes"];
        };
        /** Reply */
        Reply: {
            /** Version */
            version: number;
            /** Reply */
            reply: string;
        };
        /**
         * Rerun
         * @description An automatic decision made again by the rules that it names.
         */
        Rerun: {
            /** N */
            n: number;
            /** Equal */
            equal: boolean;
            /** Versions */
            versions: {
                [key: string]: string;
            };
            /**
             * Versions Missing
             * @description parts that this program no longer has as they were then
             */
            versions_missing: string[];
            /** Differences */
            differences: components["schemas"]["Difference"][];
        };
        /**
         * ResendBody
         * @description Deliveries by their ids, or those made from ``since`` to before ``until``, perhaps of one state only. When
         *     nothing is said: those that are dead.
         */
        ResendBody: {
            /** Ids */
            ids?: string[] | null;
            /** Since */
            since?: string | null;
            /** Until */
            until?: string | null;
            /** State */
            state?: ("sent" | "dead") | null;
        };
        /**
         * RetireBody
         * @description From which day a rule no longer holds, and why.
         */
        RetireBody: {
            /**
             * Valid To
             * Format: date
             */
            valid_to: string;
            /** Reason */
            reason: string;
        };
        /**
         * Revealed
         * @description Who called, in clear.
         */
        Revealed: {
            /** Caller */
            caller: string | null;
            /** Phone */
            phone: string | null;
        };
        /**
         * Revisit
         * @description Three separate facts. Who was not reached has neither said solved nor satisfied.
         */
        Revisit: {
            /** Version */
            version: number;
            /**
             * Note
             * @default
             */
            note: string;
            /** Contacted */
            contacted: boolean;
            /** Solved */
            solved?: boolean | null;
            /** Satisfied */
            satisfied?: number | null;
            /**
             * Told By
             * @default phone
             */
            told_by: string;
        };
        /**
         * RevisitQueue
         * @description The revisit desk's queue, the most pressing first.
         */
        RevisitQueue: {
            /** Items */
            items: components["schemas"]["RevisitRow"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
            /**
             * Calls Max
             * @description calls after which a person counts as not reached
             */
            calls_max: number;
        };
        /**
         * RevisitRow
         * @description A work order whose person is to be asked.
         */
        RevisitRow: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /** Number */
            number: string;
            /** Appeal Number */
            appeal_number: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * State
             * @enum {string}
             */
            state: "reviewed" | "revisited";
            /** Version */
            version: number;
            /** Mirror */
            mirror: boolean;
            /**
             * Type
             * @enum {string}
             */
            type: "咨询" | "求助" | "投诉" | "举报" | "建议" | "报警" | "其他";
            /** Title */
            title: string;
            /** Urgent */
            urgent: boolean;
            /** Danger */
            danger: boolean;
            /**
             * Lead Unit
             * @description name of the lead unit
             */
            lead_unit: string | null;
            /** Reply */
            reply: string | null;
            /** Replied At */
            replied_at: string | null;
            /** Contacted */
            contacted: boolean | null;
            /** Solved */
            solved: boolean | null;
            /**
             * Satisfied
             * @description 1 (not at all) to 5
             */
            satisfied: number | null;
            /** Redo Count */
            redo_count: number;
            /**
             * Calls
             * @description calls since the newest result that nobody answered
             */
            calls: number;
            /** Called At */
            called_at: string | null;
            /**
             * Next At
             * @description when to call again
             */
            next_at: string | null;
            /**
             * Due At
             * @description the nearest deadline that runs
             */
            due_at: string | null;
            /** Actions */
            actions: components["schemas"]["Button"][];
        };
        /**
         * Role
         * @description A role with its permissions.
         */
        Role: {
            /** Code */
            code: string;
            /** Name */
            name: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * Scope
             * @description how far the holder sees on the platform
             * @enum {string}
             */
            scope: "platform" | "area" | "unit";
            /** Permissions */
            permissions: components["schemas"]["Named"][];
        };
        /**
         * RoleList
         * @description All roles.
         */
        RoleList: {
            /** Items */
            items: components["schemas"]["Role"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * Routing
         * @description Who handles the matter in the place (R18, R60).
         */
        Routing: {
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            lead: components["schemas"]["SuggestedUnit"];
            /** Co Handlers */
            co_handlers: components["schemas"]["SuggestedUnit"][];
            /**
             * Suggestions
             * @description at most three, the likeliest lead first
             */
            suggestions: components["schemas"]["SuggestedUnit"][];
            /**
             * Front Line
             * @description goes to the town or a front-line team in one hop
             */
            front_line: boolean;
            /**
             * Barred To Town
             * @description a department's own duty: may not be given to a town or street
             */
            barred_to_town: boolean;
            /** Basis */
            basis: string;
            /** Exceptions */
            exceptions: string;
            /**
             * By Matter
             * @description matter of the catalogue's row; * for all, empty for none
             */
            by_matter: string;
            /**
             * By Division
             * @description division of the catalogue's row; * for all, empty for none
             */
            by_division: string;
        };
        /**
         * RowBody
         * @description A new row: its cells by the names of their columns.
         */
        RowBody: {
            /** Cells */
            cells: {
                [key: string]: string;
            };
        };
        /**
         * RowChange
         * @description One row that differs.
         */
        RowChange: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "added" | "changed" | "removed";
            /** Table */
            table: string;
            /** Code */
            code: string;
            /** Fields */
            fields: components["schemas"]["CellChange"][];
        };
        /**
         * RowPatch
         * @description Cells that change; the others stay.
         */
        RowPatch: {
            /** Version */
            version: number;
            /** Cells */
            cells: {
                [key: string]: string;
            };
        };
        /**
         * RowPlace
         * @description A row by its place.
         */
        RowPlace: {
            /** Table */
            table: string;
            /** Ordinal */
            ordinal: number;
            /** Code */
            code: string;
        };
        /**
         * RuleAdded
         * @description The rule that was added.
         */
        RuleAdded: {
            /** Code */
            code: string;
        };
        /**
         * RuleBody
         * @description A deadline rule. ``replaces`` ends another one the day this one begins.
         */
        RuleBody: {
            /** Code */
            code: string;
            kind: components["schemas"]["Obligation"];
            /** Applies To */
            applies_to: string;
            /** Amount */
            amount: number;
            /**
             * Unit
             * @enum {string}
             */
            unit: "working_days" | "seconds";
            /** Calendar */
            calendar: string;
            /** Basis */
            basis: string;
            /** @default default */
            status: components["schemas"]["RuleStatus"];
            /**
             * Valid From
             * Format: date
             */
            valid_from: string;
            /** Valid To */
            valid_to?: string | null;
            /** Replaces */
            replaces?: string | null;
        };
        /**
         * RuleColumn
         * @description One column and what may stand in it.
         */
        RuleColumn: {
            /** Name */
            name: string;
            /** Title */
            title: string;
            /** Kind */
            kind: string;
            /** Help */
            help: string;
            /** Required */
            required: boolean;
            /** Choices */
            choices: string[];
        };
        /**
         * RuleLine
         * @description One row; every cell is text, lists are separated by ; and phrases by |.
         */
        RuleLine: {
            /** Ordinal */
            ordinal: number;
            /**
             * Code
             * @description what people know the row by
             */
            code: string;
            /**
             * Version
             * @description grows with every change of the row
             */
            version: number;
            /** Cells */
            cells: {
                [key: string]: string;
            };
        };
        /**
         * RuleLines
         * @description Rows in order.
         */
        RuleLines: {
            /** Items */
            items: components["schemas"]["RuleLine"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * RuleStatus
         * @description Whether a published source backs the figure.
         * @enum {string}
         */
        RuleStatus: "confirmed" | "default";
        /**
         * RuleTable
         * @description One table of an edition.
         */
        RuleTable: {
            /** Name */
            name: string;
            /** Title */
            title: string;
            /** Key */
            key: string[];
            /** Columns */
            columns: components["schemas"]["RuleColumn"][];
        };
        /**
         * RuleTables
         * @description All tables of an edition, in order.
         */
        RuleTables: {
            /** Items */
            items: components["schemas"]["RuleTable"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * Said
         * @description A judgement in short.
         */
        Said: {
            /** Owner */
            owner: string;
            /** Matter */
            matter: string;
            /** Department */
            department: string;
            /** Type */
            type: string;
            /** Danger */
            danger: boolean;
        };
        /**
         * SameAppeal
         * @description An open appeal of the last seven days that says much the same.
         */
        SameAppeal: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /** Title */
            title: string;
            /**
             * Owner
             * @enum {string}
             */
            owner: "12345" | "110";
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Closed At */
            closed_at: string | null;
            /**
             * Similarity
             * @description 0 to 1
             */
            similarity: number;
        };
        /**
         * Saved
         * @description The draft is kept.
         */
        Saved: {
            /**
             * Version
             * @description to be sent with the next change
             */
            version: number;
            /**
             * Saved At
             * Format: date-time
             */
            saved_at: string;
        };
        /**
         * SavedView
         * @description Filters and columns of a page; without a name, how the page was last left.
         */
        SavedView: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Page */
            page: string;
            /** Name */
            name: string;
            /**
             * Filters
             * @description a query string
             */
            filters: string;
            /** Columns */
            columns: string[];
            /**
             * Saved At
             * Format: date-time
             */
            saved_at: string;
        };
        /**
         * SavedViewPage
         * @description Views of a page by name.
         */
        SavedViewPage: {
            /** Items */
            items: components["schemas"]["SavedView"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * Script
         * @description What an agent says of an out-of-scope matter, and the channel that handles it (R15).
         */
        Script: {
            /** Code */
            code: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "litigation" | "arbitration" | "reconsideration" | "petition" | "commercial" | "other";
            /** Title */
            title: string;
            /** Words */
            words: string;
            /** Channel Name */
            channel_name: string;
            /** Channel Contact */
            channel_contact: string;
            /**
             * Sms
             * @description the channel as a short message, ready to send
             */
            sms: string;
            /**
             * Matters
             * @description matters that are always out of scope; answering them needs this script
             */
            matters: string[];
            /** Basis */
            basis: string;
            /** Exceptions */
            exceptions: string;
        };
        /**
         * ScriptList
         * @description All scripts in force.
         */
        ScriptList: {
            /** Items */
            items: components["schemas"]["Script"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * Secret
         * @description A new secret; the one before signs too for 24 hours.
         */
        Secret: {
            /**
             * Secret
             * @description whsec_…; told only now
             */
            secret: string;
        };
        /**
         * Seen
         * @description The version of the model that was looked at.
         */
        Seen: {
            /** Version */
            version: number;
        };
        /**
         * Session
         * @description Who the caller is and what it may do. The last three fields are those of a session, not of a key.
         */
        Session: {
            /**
             * Account Id
             * Format: uuid
             */
            account_id: string;
            /** Name */
            name: string;
            platform: components["schemas"]["Named"];
            unit: components["schemas"]["OwnUnit"];
            /** Roles */
            roles: components["schemas"]["Named"][];
            /** Permissions */
            permissions: string[];
            /**
             * Scope
             * @description how far the holder sees on the platform
             * @enum {string}
             */
            scope: "platform" | "area" | "unit";
            /**
             * Division
             * @description code of the area that the account is bound to; empty for all
             */
            division: string;
            /**
             * Login
             * @default
             */
            login: string;
            /** Last Login At */
            last_login_at?: string | null;
            /** Expires At */
            expires_at?: string | null;
        };
        /**
         * ShadowCase
         * @description An appeal on which the model differs.
         */
        ShadowCase: {
            /**
             * Id
             * Format: uuid
             * @description the appeal
             */
            id: string;
            /** Number */
            number: string;
            /**
             * Title
             * @description null for who may not read appeals, like words
             */
            title: string | null;
            /** Words */
            words: string | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Confidence */
            confidence: number;
            model: components["schemas"]["ShadowOpinion"];
            decided: components["schemas"]["ShadowOpinion"];
        };
        /**
         * ShadowCases
         * @description Appeals on which the model differs, newest first.
         */
        ShadowCases: {
            /** Items */
            items: components["schemas"]["ShadowCase"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * ShadowOpinion
         * @description A judgement in short; null where the model does not know the field.
         */
        ShadowOpinion: {
            /** Owner */
            owner: string | null;
            /** Type */
            type: string | null;
            /** Danger */
            danger: boolean | null;
            /** Joint */
            joint: boolean | null;
        };
        /**
         * ShadowSummary
         * @description A model that only listens, beside what was decided.
         */
        ShadowSummary: {
            /** Texts */
            texts: number;
            /**
             * Differ
             * @description texts on which it differs in any field
             */
            differ: number;
            /**
             * Danger Missed
             * @description danger that was decided and that it does not see; it could not lower it
             */
            danger_missed: number;
            /** Danger Added */
            danger_added: number;
            /**
             * Corrected
             * @description texts that a person judged again, where the model names an owner
             */
            corrected: number;
            /**
             * Corrected As Model
             * @description of these, where the person's owner is the model's
             */
            corrected_as_model: number;
            /**
             * Corrected As Decided
             * @description of all judged again, where the person left the owner
             */
            corrected_as_decided: number;
            /** Agreement */
            agreement: components["schemas"]["Agreement"][];
            /** Owners */
            owners: components["schemas"]["OwnerMove"][];
        };
        /**
         * SilentPeer
         * @description A peer that nothing is heard of by any way; over as soon as one is back.
         */
        SilentPeer: {
            /** Peer */
            peer: string;
            /** Title */
            title: string;
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** Duty */
            duty: components["schemas"]["DutyNumber"][];
        };
        /**
         * Split
         * @description The further matters that the words hold; each becomes an appeal of its own.
         */
        Split: {
            /** Parts */
            parts: string[];
        };
        /**
         * SplitAnswer
         * @description The appeals that were taken out.
         */
        SplitAnswer: {
            /** Parts */
            parts: components["schemas"]["Registered"][];
        };
        /**
         * Spot
         * @description A place on the map, in WGS-84 (CGCS2000).
         */
        Spot: {
            /** Lon */
            lon: number;
            /** Lat */
            lat: number;
            /**
             * Given
             * @description the system that it was given in
             * @enum {string}
             */
            given: "WGS84" | "CGCS2000" | "GCJ02" | "BD09";
        };
        /**
         * Step
         * @description What every step carries: the version that the person saw.
         */
        Step: {
            /** Version */
            version: number;
        };
        /**
         * StoredReason
         * @description Why it was judged so, with the words it rests on.
         */
        StoredReason: {
            /** Kind */
            kind: string;
            /** Text */
            text: string;
            /** Words */
            words: string | null;
        };
        /**
         * SuggestedScript
         * @description A script that fits a text.
         */
        SuggestedScript: {
            script: components["schemas"]["Script"];
            /**
             * Certain
             * @description out of scope for certain; otherwise the channel may help beside the hotline
             */
            certain: boolean;
            evidence: components["schemas"]["Evidence"] | null;
        };
        /**
         * SuggestedUnit
         * @description A unit that the dispatch catalogue suggests, and why.
         */
        SuggestedUnit: {
            /**
             * Unit Id
             * Format: uuid
             */
            unit_id: string;
            /** Code */
            code: string;
            /** Name */
            name: string;
            /**
             * Department
             * @description code of the department kind
             */
            department: string;
            /**
             * Division
             * @description GB/T 2260 code
             */
            division: string;
            /**
             * Part
             * @enum {string}
             */
            part: "lead" | "co" | "other";
            /** Reason */
            reason: string;
        };
        /**
         * Supervise
         * @description ``hours``: within which the other side has to say how it stands.
         */
        Supervise: {
            /** Reason */
            reason: string;
            /**
             * Hours
             * @default 24
             */
            hours: number;
        };
        /**
         * Supervision
         * @description What has to be pressed, dangers first, then by deadline.
         */
        Supervision: {
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            /** Silent Hours */
            silent_hours: number;
            /**
             * Cut
             * @description there are more than are shown
             */
            cut: boolean;
            /** Rows */
            rows: components["schemas"]["PressRow"][];
        };
        /**
         * SwitchBody
         * @description On or off, and why.
         */
        SwitchBody: {
            /** Active */
            active: boolean;
            /** Reason */
            reason: string;
        };
        /**
         * SwitchState
         * @description Whether models may speak at all.
         */
        SwitchState: {
            /** On */
            on: boolean;
            /** At */
            at: string | null;
            /** Reason */
            reason: string;
        };
        /**
         * Switching
         * @description Why.
         */
        Switching: {
            /** Reason */
            reason: string;
        };
        /**
         * TakenAlert
         * @description What a warning became.
         */
        TakenAlert: {
            /**
             * Id
             * @description of the hint; null when it is none: an exercise, a test, an acknowledgement
             */
            id: string | null;
        };
        /**
         * Timeline
         * @description Everything that happened, in time.
         */
        Timeline: {
            /** Items */
            items: components["schemas"]["Happening"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * ToldBody
         * @description Who was told, by name or number.
         */
        ToldBody: {
            /** Whom */
            whom: string;
        };
        /** TriageBatch */
        TriageBatch: {
            /** Texts */
            texts: components["schemas"]["TriageBody"][];
        };
        /**
         * TriageBody
         * @description A text as said, where it came in, and which number was dialled. ``answers``: codes of what was answered to the
         *     question that an earlier judgement asked.
         */
        TriageBody: {
            /** Text */
            text: string;
            /**
             * Channel
             * @default web
             */
            channel: string;
            /** Number */
            number?: ("12345" | "110") | null;
            /** Answers */
            answers?: string[];
        };
        /**
         * TriageHere
         * @description A text with what the form says of the place, for the units that would handle it.
         */
        TriageHere: {
            /** Text */
            text: string;
            /**
             * Channel
             * @default web
             */
            channel: string;
            /** Number */
            number?: ("12345" | "110") | null;
            /** Answers */
            answers?: string[];
            /** Division */
            division?: string | null;
            /**
             * Address
             * @default
             */
            address: string;
        };
        /**
         * Trial
         * @description A text to judge.
         */
        Trial: {
            /** Text */
            text: string;
        };
        /**
         * TypedBody
         * @description What was typed so far, as the page writes it down; ``version`` is the one it has read, 0 for a new draft.
         */
        TypedBody: {
            /** Version */
            version: number;
            /** Content */
            content: string;
        };
        /**
         * Unit
         * @description An organisation, a unit of one, or a post.
         */
        Unit: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Code */
            code: string;
            /** Name */
            name: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "organisation" | "unit" | "post";
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /** Parent Id */
            parent_id: string | null;
            /**
             * Department
             * @description code of the department kind
             */
            department: string;
            /**
             * Division
             * @description GB/T 2260 code
             */
            division: string;
            /**
             * Uscc
             * @description unified social credit code (GB 32100)
             */
            uscc: string | null;
            /**
             * Police Code
             * @description code of the police organ
             */
            police_code: string | null;
            /**
             * Valid From
             * Format: date
             */
            valid_from: string;
            /**
             * Valid To
             * @description first day on which it is gone
             */
            valid_to: string | null;
        };
        /**
         * UnitBody
         * @description A new unit.
         */
        UnitBody: {
            /** Code */
            code: string;
            /** Name */
            name: string;
            kind: components["schemas"]["UnitKind"];
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /** Parent Id */
            parent_id?: string | null;
            /** Department */
            department: string;
            /** Division */
            division: string;
            /** Uscc */
            uscc?: string | null;
            /** Police Code */
            police_code?: string | null;
            /**
             * Valid From
             * Format: date
             */
            valid_from: string;
            /** Valid To */
            valid_to?: string | null;
        };
        /**
         * UnitKind
         * @description An organisation is a legal body; units and posts are parts of one.
         * @enum {string}
         */
        UnitKind: "organisation" | "unit" | "post";
        /**
         * UnitPage
         * @description Units, newest first.
         */
        UnitPage: {
            /** Items */
            items: components["schemas"]["Unit"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * UnitPart
         * @description One unit's part in a police order (派警单), with its own stamps (R72).
         */
        UnitPart: {
            /**
             * Unit Id
             * Format: uuid
             */
            unit_id: string;
            /** Name */
            name: string;
            /** Code */
            code: string;
            /** Number */
            number: string;
            /**
             * State
             * @enum {string}
             */
            state: "dispatched" | "signed" | "en_route" | "on_scene" | "fed_back" | "released";
            /**
             * Dispatched At
             * Format: date-time
             */
            dispatched_at: string;
            /** Signed At */
            signed_at: string | null;
            /** Set Out At */
            set_out_at: string | null;
            /** Arrived At */
            arrived_at: string | null;
            /** Fed Back At */
            fed_back_at: string | null;
            /** Released At */
            released_at: string | null;
            form: components["schemas"]["DispatchForm"];
        };
        /**
         * UnitPatch
         * @description What changes of a unit; a field that is left out stays.
         */
        UnitPatch: {
            /** Name */
            name?: string | null;
            /** Parent Id */
            parent_id?: string | null;
            /** Department */
            department?: string | null;
            /** Division */
            division?: string | null;
            /** Uscc */
            uscc?: string | null;
            /** Police Code */
            police_code?: string | null;
            /** Valid To */
            valid_to?: string | null;
        };
        /** UnitReturn */
        UnitReturn: {
            /** Version */
            version: number;
            /** Unit Id */
            unit_id?: string | null;
            /** Reason */
            reason: string;
        };
        /**
         * UnitStep
         * @description A stamp of one unit; a unit's own people need not name it.
         */
        UnitStep: {
            /** Version */
            version: number;
            /** Unit Id */
            unit_id?: string | null;
        };
        /**
         * Unmapped
         * @description A code that nobody has mapped.
         */
        Unmapped: {
            /**
             * Way
             * @description out: one of ours; in: one of the peer's
             * @enum {string}
             */
            way: "out" | "in";
            /**
             * Scheme
             * @description kind of code; `schema`: a message of ours that fits no schema, and why
             */
            scheme: string;
            /** Code */
            code: string;
            /**
             * Waiting
             * @description messages that are held for it
             */
            waiting: number;
            /**
             * Went On
             * @description messages of danger that went on without it
             */
            went_on: number;
            /**
             * Since
             * Format: date-time
             */
            since: string;
        };
        /**
         * UnmappedList
         * @description Codes that nobody has mapped.
         */
        UnmappedList: {
            /** Items */
            items: components["schemas"]["Unmapped"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * UploadBegun
         * @description A file that was announced: send its chunks.
         */
        UploadBegun: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Chunks
             * @description how many; numbered from 0
             */
            chunks: number;
            /**
             * Chunk Bytes
             * @description size of every chunk but the last
             */
            chunk_bytes: number;
        };
        /**
         * UrgentClock
         * @description A clock with the order that it belongs to.
         */
        UrgentClock: {
            /**
             * Order Id
             * Format: uuid
             */
            order_id: string;
            /**
             * Order Kind
             * @enum {string}
             */
            order_kind: "case" | "incident" | "handover";
            /** Order Number */
            order_number: string | null;
            /** Order State */
            order_state: string | null;
            /**
             * Kind
             * @description the obligation, as `kind` of a clock
             */
            kind: string;
            /** N */
            n: number;
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /** Appeal Number */
            appeal_number: string;
            /** Title */
            title: string;
            /** Danger */
            danger: boolean;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /** Rule */
            rule: string;
            /** Amount */
            amount: number;
            /** Unit */
            unit: string;
            /** Calendar */
            calendar: string;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /**
             * State
             * @enum {string}
             */
            state: "running" | "paused" | "stopped";
            /** Due At */
            due_at: string | null;
            /** Stopped At */
            stopped_at: string | null;
            /** Breached At */
            breached_at: string | null;
            /** Alerts */
            alerts: number;
            /** Late */
            late: boolean | null;
        };
        /**
         * Verified
         * @description Whether an edition is what was signed.
         */
        Verified: {
            /** Number */
            number: number;
            /** Holds */
            holds: boolean;
            /** Key Id */
            key_id: string | null;
            /** Why */
            why: string | null;
        };
        /**
         * VersionBody
         * @description What was looked at.
         */
        VersionBody: {
            /** Version */
            version: number;
        };
        /**
         * Versions
         * @description What was used: the edition of the rules, the day whose rows held, and SM3 of the tables.
         */
        Versions: {
            /**
             * Edition
             * @description number of the edition; 0 is the one that ships with the product
             */
            edition: string;
            /**
             * Day
             * @description the date whose rows were in force
             */
            day: string;
            /** Responsibility List */
            responsibility_list: string;
            /** Danger Rules */
            danger_rules: string;
            /** Wording */
            wording: string;
            /** Routing */
            routing: string;
            /** Learned */
            learned: string;
            /**
             * Matters
             * @description of the model of matters beside the learned layers; empty without one
             */
            matters: string;
            /**
             * Model
             * @description of the model that the city trained; empty without one
             */
            model: string;
            /**
             * Meaning
             * @description provider of the vectors of meaning that were used; empty: none; late: not in time
             */
            meaning: string;
        };
        /**
         * ViewBody
         * @description A view of a page; without a name, how the page was last left.
         */
        ViewBody: {
            /** Page */
            page: string;
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Filters
             * @default
             */
            filters: string;
            /** Columns */
            columns?: string[];
        };
        /**
         * WaitingObjection
         * @description An objection that waits to be decided, with what it is about.
         */
        WaitingObjection: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /** Number */
            number: string;
            /** Title */
            title: string;
            /** Reason */
            reason: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * State
             * @enum {string}
             */
            state: "registered" | "handing_over" | "answered" | "dispatched" | "signed" | "handling" | "returning" | "replied" | "reviewed" | "revisited" | "transferred" | "merged" | "closed" | "withdrawn";
            /** Reply */
            reply: string | null;
            /** Unit */
            unit: string | null;
            /** Contacted */
            contacted: boolean | null;
            /** Solved */
            solved: boolean | null;
            /** Satisfied */
            satisfied: number | null;
        };
        /**
         * WaitingObjections
         * @description Newest first.
         */
        WaitingObjections: {
            /** Items */
            items: components["schemas"]["WaitingObjection"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * Wall
         * @description Sums of today without restricted matters; nothing in them is about anybody.
         */
        Wall: {
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * Release
             * @description of the program: a display that shows another one loads itself anew
             */
            release: string;
            /** Arrived */
            arrived: components["schemas"]["WallArrived"][];
            /** Handovers */
            handovers: components["schemas"]["WallHandovers"][];
            /** @description of the matters recorded today, those whose person has a reply */
            answered: components["schemas"]["WallRate"];
            /** @description of the obligations that ended today, those that ended within their time */
            on_time: components["schemas"]["WallRate"];
            /** Places */
            places: components["schemas"]["WallPlace"][];
            open: components["schemas"]["WallOpen"];
            /**
             * Open As Of
             * @description up to when `open` is counted; null while no worker has counted
             */
            open_as_of: string | null;
        };
        /** WallArrived */
        WallArrived: {
            /**
             * Hour
             * @description hour of the day in China in which it was recorded
             */
            hour: number;
            /**
             * Platform
             * @description the number that was called first
             * @enum {string}
             */
            platform: "12345" | "110";
            /** Channel */
            channel: string;
            /**
             * Owner
             * @description who owns it now
             * @enum {string}
             */
            owner: "12345" | "110";
            /** Count */
            count: number;
        };
        /**
         * WallHandovers
         * @description Handovers that were offered today, one way.
         */
        WallHandovers: {
            /**
             * Way
             * @description from the display's platform to the other one, or the other way
             * @enum {string}
             */
            way: "out" | "in";
            /** Offered */
            offered: number;
            /** Accepted */
            accepted: number;
            /** Returned */
            returned: number;
            /**
             * Negotiated
             * @description those that came to a negotiation
             */
            negotiated: number;
            /**
             * Median S
             * @description seconds from offer to acceptance, of those accepted
             */
            median_s: number | null;
            /**
             * P90 S
             * @description nine of ten were accepted within so many seconds
             */
            p90_s: number | null;
        };
        /**
         * WallLink
         * @description A display's link. The key is shown only now.
         */
        WallLink: {
            /**
             * Account Id
             * Format: uuid
             * @description disable this account to end the link
             */
            account_id: string;
            /** Key */
            key: string;
            /**
             * Path
             * @description address of the wall-board with the key behind the #, which no server log sees
             */
            path: string;
        };
        /**
         * WallLinkBody
         * @description A display: what it is called, which platform's sums it shows, and of which area when not of all.
         */
        WallLinkBody: {
            /** Name */
            name: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * Division
             * @default
             */
            division: string;
        };
        /**
         * WallOpen
         * @description What is open now, by platform: danger by owner, lateness by whose duty it is, links by who asked.
         */
        WallOpen: {
            /** Danger */
            danger: {
                [key: string]: number;
            };
            /** Late */
            late: {
                [key: string]: number;
            };
            /** Near */
            near: {
                [key: string]: number;
            };
            /** Handover */
            handover: {
                [key: string]: number;
            };
            /** Joint */
            joint: {
                [key: string]: number;
            };
        };
        /**
         * WallPlace
         * @description A street, or a district where no street is known, with at least three matters today.
         */
        WallPlace: {
            /** Division */
            division: string;
            /** Name */
            name: string;
            /** Count */
            count: number;
            /**
             * Usual
             * @description mean of the last 28 days up to this time of day; null while nothing is known
             */
            usual: number | null;
        };
        /** WallRate */
        WallRate: {
            /** Good */
            good: number;
            /** Total */
            total: number;
        };
        /**
         * Way
         * @description A transport to a peer. Times are null while it has never been used.
         */
        Way: {
            /** Transport */
            transport: string;
            /**
             * Every S
             * @description seconds between heartbeats
             */
            every_s: number | null;
            /** Since */
            since: string | null;
            /** Beat At */
            beat_at: string | null;
            /**
             * Heard At
             * @description the last heartbeat of the peer, or echo of ours
             */
            heard_at: string | null;
            /**
             * Rtt Ms
             * @description milliseconds from the last heartbeat to its echo
             */
            rtt_ms: number | null;
            /**
             * Failed
             * @description why the last heartbeat could not be sent
             */
            failed: string | null;
            /**
             * Down Since
             * @description broken: the last that was heard, three heartbeats ago or more
             */
            down_since: string | null;
        };
        /**
         * Webhook
         * @description Who is told of what.
         */
        Webhook: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Url
             * @description null: changes are kept until asked for
             */
            url: string | null;
            /** Topics */
            topics: string[];
            /**
             * Account
             * @description login of the account whose rights decide what is told
             */
            account: string;
            /**
             * Added At
             * Format: date-time
             */
            added_at: string;
            /** Active */
            active: boolean;
            /** Ended At */
            ended_at: string | null;
            /**
             * Ended Why
             * @description gone: the receiver answered 410; failing: for days. null: it is active
             */
            ended_why: ("asked" | "gone" | "failing") | null;
            /**
             * Failing Since
             * @description the first of the tries that failed since the last success
             */
            failing_since: string | null;
            /**
             * Old Until
             * @description until when the secret before signs too
             */
            old_until: string | null;
            /** Waiting */
            waiting: number;
        };
        /**
         * WebhookBody
         * @description What is told where: topics like ``case.dispatch``, ``case.*`` or ``*``. Without an address nobody is called; the
         *     changes are asked for.
         */
        WebhookBody: {
            /** Name */
            name: string;
            /** Url */
            url?: string | null;
            /** Topics */
            topics: ("*" | "case.*" | "incident.*" | "handover.*" | "joint.*" | "case.open" | "case.answer" | "case.dispatch" | "case.hand_over" | "case.handover_kept" | "case.handover_accepted" | "case.handover_result" | "case.sign" | "case.begin" | "case.return" | "case.uphold_return" | "case.reject_return" | "case.ask_extension" | "case.grant_extension" | "case.refuse_extension" | "case.co_reply" | "case.reply" | "case.reject_reply" | "case.approve" | "case.revisit" | "case.miss_revisit" | "case.redo" | "case.redo_transferred" | "case.redo_mirror" | "case.urge" | "case.escalate" | "case.close" | "case.close_unvisited" | "case.close_mirror" | "case.void_mirror" | "case.withdraw" | "case.put_back" | "case.merge" | "case.unmerge" | "case.merged_reply" | "incident.open" | "incident.dispatch" | "incident.dispatch_more" | "incident.sign" | "incident.sign_more" | "incident.set_out" | "incident.set_out_more" | "incident.arrive" | "incident.arrive_more" | "incident.feed_back" | "incident.complete" | "incident.ask_help" | "incident.unit_return" | "incident.reopen" | "incident.classify" | "incident.invalidate" | "incident.cancel" | "incident.hand_over" | "incident.hand_over_civil_part" | "incident.handover_kept" | "incident.civil_part_kept" | "incident.handover_accepted" | "incident.civil_part_accepted" | "incident.handover_result" | "incident.civil_part_result" | "incident.redo" | "incident.redo_transferred" | "incident.redo_civil_part" | "incident.urge" | "incident.put_back" | "incident.close" | "incident.void_mirror" | "handover.open" | "handover.deliver" | "handover.accept" | "handover.return" | "handover.propose" | "handover.decide_destination" | "handover.decide_origin" | "handover.expire" | "handover.expire_to_destination" | "handover.recall" | "handover.revoke" | "handover.transfer" | "handover.supervise" | "handover.progress" | "handover.report_result" | "handover.revisit" | "handover.confirm" | "handover.redo" | "joint.open" | "joint.deliver" | "joint.acknowledge" | "joint.decline" | "joint.finish")[];
        };
        /**
         * WebhookChange
         * @description A change, as it is sent to an address too.
         */
        WebhookChange: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Type
             * @description the topic
             */
            type: string;
            /**
             * Timestamp
             * Format: date-time
             */
            timestamp: string;
            /**
             * Data
             * @description kind, id, number, appeal_id, version, state, before, platform; whoever may know more reads it by the API
             */
            data: {
                [key: string]: unknown;
            };
        };
        /**
         * WebhookChanges
         * @description Changes in their order.
         */
        WebhookChanges: {
            /** Items */
            items: components["schemas"]["WebhookChange"][];
            /**
             * Next
             * @description for the next question; as it was when there is nothing new
             */
            next: string;
        };
        /**
         * WebhookPage
         * @description Webhooks, newest first.
         */
        WebhookPage: {
            /** Items */
            items: components["schemas"]["Webhook"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * WhichNumber
         * @description Which number to call, and why.
         */
        WhichNumber: {
            /**
             * Owner
             * @description who handles first
             * @enum {string}
             */
            owner: "12345" | "110" | "119" | "120" | "122" | "utility" | "none";
            /**
             * Danger
             * @description call now: `calls` has the number
             */
            danger: boolean;
            /**
             * Calls
             * @description numbers to dial, the first one first; empty when none of these helps
             */
            calls: string[];
            /**
             * Title
             * @description the answer in one sentence
             */
            title: string;
            /** Why */
            why: string[];
            /**
             * Basis
             * @description what the row of the responsibility list rests on, in Chinese
             */
            basis: string | null;
            channel: components["schemas"]["ChannelElsewhere"] | null;
            /**
             * May File
             * @description whether it can be filed here; what is dangerous, only with `not_urgent`
             */
            may_file: boolean;
            /**
             * Unclear
             * @description nothing can be said of these words; more are needed
             */
            unclear: boolean;
            /** @description what to ask when it is in doubt */
            ask: components["schemas"]["Question"] | null;
        };
        /**
         * WholeEdition
         * @description An edition with how many rows each table has.
         */
        WholeEdition: {
            /** Number */
            number: number;
            /**
             * State
             * @enum {string}
             */
            state: "draft" | "published" | "withdrawn";
            /**
             * Version
             * @description grows with every change; publishing names the version that was looked at
             */
            version: number;
            /**
             * Based On
             * @description number of the edition it was made from
             */
            based_on: number;
            /** Title */
            title: string;
            /** Note */
            note: string;
            /** Created At */
            created_at: string | null;
            /** Created By */
            created_by: string | null;
            /** Edited At */
            edited_at: string | null;
            /**
             * Editors
             * @description everybody who changed something; none of them publishes it
             */
            editors: string[];
            /** Published At */
            published_at: string | null;
            /** Published By */
            published_by: string | null;
            /** Effective From */
            effective_from: string | null;
            /**
             * Digest
             * @description SM3 of all rows, in hexadecimal
             */
            digest: string | null;
            /**
             * Key Id
             * @description which key signed it
             */
            key_id: string | null;
            /**
             * In Force
             * @description whether it is what is judged by today
             */
            in_force: boolean;
            /** Rows */
            rows: {
                [key: string]: number;
            };
        };
        /**
         * WholeModel
         * @description A model with its card.
         */
        WholeModel: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "text";
            /**
             * State
             * @enum {string}
             */
            state: "candidate" | "shadow" | "active" | "retired";
            /**
             * Version
             * @description grows with every change of state; a change names the version that was looked at
             */
            version: number;
            /**
             * Digest
             * @description SM3 of the file, in hexadecimal
             */
            digest: string;
            /** Bytes */
            bytes: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string | null;
            /** Activated At */
            activated_at: string | null;
            /** Activated By */
            activated_by: string | null;
            /**
             * Rows
             * @description labelled rows that taught it
             */
            rows: number | null;
            /**
             * Measured
             * @description how its figures were found: five-fold or held-out
             */
            measured: string | null;
            /** Danger Recall */
            danger_recall: number | null;
            /**
             * Embedding
             * @description whose vectors it needs for meaning; none: pieces of text alone
             */
            embedding: string | null;
            /**
             * Data Hash
             * @description SM3 of the file it was trained on
             */
            data_hash: string | null;
            /** Fields */
            fields: components["schemas"]["FieldFigures"][];
            /**
             * Card
             * @description what training wrote down: classes, figures by class, versions
             */
            card: {
                [key: string]: unknown;
            };
        };
        /**
         * Word
         * @description A piece of the text that spoke for the answer.
         */
        Word: {
            /** Words */
            words: string;
            /** Weight */
            weight: number;
            /** Start */
            start: number;
        };
        /**
         * WordingShown
         * @description A result as it would be published.
         */
        WordingShown: {
            /** Title */
            title: string;
            /** Words */
            words: string;
            /** Reply */
            reply: string;
            /** Masked */
            masked: components["schemas"]["MaskedKind"][];
        };
        /**
         * WorkOrder
         * @description 12345's order to handling units (工单).
         */
        WorkOrder: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "case";
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /** Number */
            number: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * State
             * @enum {string}
             */
            state: "registered" | "handing_over" | "answered" | "dispatched" | "signed" | "handling" | "returning" | "replied" | "reviewed" | "revisited" | "transferred" | "merged" | "closed" | "withdrawn";
            /**
             * Version
             * @description send it back with the next step; it grows with every change
             */
            version: number;
            /**
             * Mirror
             * @description opened because the other platform handed the matter over or asked for help
             */
            mirror: boolean;
            /**
             * Loop Open
             * @description a result is owed to, or by, the other platform (R40)
             */
            loop_open: boolean;
            /**
             * Ack Pending
             * @description 110 has not acknowledged the danger yet; the order cannot end (R22)
             */
            ack_pending: boolean;
            /**
             * Type
             * @enum {string}
             */
            type: "咨询" | "求助" | "投诉" | "举报" | "建议" | "报警" | "其他";
            /** Domain */
            domain: string;
            /**
             * Matter
             * @description code of the responsibility list's row; empty when none fits
             */
            matter: string;
            /**
             * Department
             * @description code of the department kind
             */
            department: string;
            /** Deadline Class */
            deadline_class: string;
            /** Urgent */
            urgent: boolean;
            /** Danger */
            danger: boolean;
            /** Restricted */
            restricted: boolean;
            /**
             * Division
             * @description GB/T 2260 code; null when the place is not known
             */
            division: string | null;
            /** Title */
            title: string;
            /**
             * Form
             * @description further fields as they came in; see IntakeForm
             */
            form: {
                [key: string]: unknown;
            };
            /** Lead Unit Id */
            lead_unit_id: string | null;
            /**
             * Units
             * @description units that the order is with now, the lead first
             */
            units: string[];
            /**
             * Direct
             * @description answered on the first contact
             */
            direct: boolean;
            /** Reply */
            reply: string | null;
            /** Replied At */
            replied_at: string | null;
            /**
             * Person Replied At
             * @description when the person was told
             */
            person_replied_at: string | null;
            /** Contacted */
            contacted: boolean | null;
            /** Solved */
            solved: boolean | null;
            /**
             * Satisfied
             * @description 1 (not at all) to 5
             */
            satisfied: number | null;
            /**
             * Revisit Waived
             * @description why nobody asked the person afterwards
             */
            revisit_waived: string | null;
            /**
             * Extension
             * @description newest request for more time: asked, granted, refused
             */
            extension: string | null;
            /** Return Reason */
            return_reason: string | null;
            /** Return Count */
            return_count: number;
            /** Redo Count */
            redo_count: number;
            /** Merged Into */
            merged_into: string | null;
            /**
             * Opened At
             * Format: date-time
             */
            opened_at: string;
            /** Closed At */
            closed_at: string | null;
            /** Actions */
            actions: components["schemas"]["Button"][];
        };
        /**
         * WorkOrderDetail
         * @description A work order with its units and its requests for more time.
         */
        WorkOrderDetail: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "case";
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /** Number */
            number: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * State
             * @enum {string}
             */
            state: "registered" | "handing_over" | "answered" | "dispatched" | "signed" | "handling" | "returning" | "replied" | "reviewed" | "revisited" | "transferred" | "merged" | "closed" | "withdrawn";
            /**
             * Version
             * @description send it back with the next step; it grows with every change
             */
            version: number;
            /**
             * Mirror
             * @description opened because the other platform handed the matter over or asked for help
             */
            mirror: boolean;
            /**
             * Loop Open
             * @description a result is owed to, or by, the other platform (R40)
             */
            loop_open: boolean;
            /**
             * Ack Pending
             * @description 110 has not acknowledged the danger yet; the order cannot end (R22)
             */
            ack_pending: boolean;
            /**
             * Type
             * @enum {string}
             */
            type: "咨询" | "求助" | "投诉" | "举报" | "建议" | "报警" | "其他";
            /** Domain */
            domain: string;
            /**
             * Matter
             * @description code of the responsibility list's row; empty when none fits
             */
            matter: string;
            /**
             * Department
             * @description code of the department kind
             */
            department: string;
            /** Deadline Class */
            deadline_class: string;
            /** Urgent */
            urgent: boolean;
            /** Danger */
            danger: boolean;
            /** Restricted */
            restricted: boolean;
            /**
             * Division
             * @description GB/T 2260 code; null when the place is not known
             */
            division: string | null;
            /** Title */
            title: string;
            /**
             * Form
             * @description further fields as they came in; see IntakeForm
             */
            form: {
                [key: string]: unknown;
            };
            /** Lead Unit Id */
            lead_unit_id: string | null;
            /**
             * Units
             * @description units that the order is with now, the lead first
             */
            units: string[];
            /**
             * Direct
             * @description answered on the first contact
             */
            direct: boolean;
            /** Reply */
            reply: string | null;
            /** Replied At */
            replied_at: string | null;
            /**
             * Person Replied At
             * @description when the person was told
             */
            person_replied_at: string | null;
            /** Contacted */
            contacted: boolean | null;
            /** Solved */
            solved: boolean | null;
            /**
             * Satisfied
             * @description 1 (not at all) to 5
             */
            satisfied: number | null;
            /**
             * Revisit Waived
             * @description why nobody asked the person afterwards
             */
            revisit_waived: string | null;
            /**
             * Extension
             * @description newest request for more time: asked, granted, refused
             */
            extension: string | null;
            /** Return Reason */
            return_reason: string | null;
            /** Return Count */
            return_count: number;
            /** Redo Count */
            redo_count: number;
            /** Merged Into */
            merged_into: string | null;
            /**
             * Opened At
             * Format: date-time
             */
            opened_at: string;
            /** Closed At */
            closed_at: string | null;
            /** Actions */
            actions: components["schemas"]["Button"][];
            /** Handlers */
            handlers: components["schemas"]["Handler"][];
            /** Extensions */
            extensions: components["schemas"]["ExtensionRequest"][];
        };
        /**
         * WorkOrderPage
         * @description Work orders, newest first.
         */
        WorkOrderPage: {
            /** Items */
            items: components["schemas"]["WorkOrderRow"][];
            /**
             * Next
             * @description cursor of the next page; null at the end
             */
            next: string | null;
        };
        /**
         * WorkOrderRow
         * @description A work order in a list.
         */
        WorkOrderRow: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Appeal Id
             * Format: uuid
             */
            appeal_id: string;
            /** Number */
            number: string;
            /** Appeal Number */
            appeal_number: string;
            /**
             * Platform
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * State
             * @enum {string}
             */
            state: "registered" | "handing_over" | "answered" | "dispatched" | "signed" | "handling" | "returning" | "replied" | "reviewed" | "revisited" | "transferred" | "merged" | "closed" | "withdrawn";
            /** Version */
            version: number;
            /** Mirror */
            mirror: boolean;
            /** Loop Open */
            loop_open: boolean;
            /** Ack Pending */
            ack_pending: boolean;
            /**
             * Type
             * @enum {string}
             */
            type: "咨询" | "求助" | "投诉" | "举报" | "建议" | "报警" | "其他";
            /** Matter */
            matter: string;
            /** Department */
            department: string;
            /** Urgent */
            urgent: boolean;
            /** Danger */
            danger: boolean;
            /** Division */
            division: string | null;
            /** Title */
            title: string;
            /** Lead Unit Id */
            lead_unit_id: string | null;
            /**
             * Lead Unit
             * @description name of the lead unit
             */
            lead_unit: string | null;
            /** Return Count */
            return_count: number;
            /** Redo Count */
            redo_count: number;
            /**
             * Opened At
             * Format: date-time
             */
            opened_at: string;
            /** Closed At */
            closed_at: string | null;
            /**
             * Owner
             * @description platform that owns the appeal now
             * @enum {string}
             */
            owner: "12345" | "110";
            /**
             * Due At
             * @description the nearest deadline that runs
             */
            due_at: string | null;
            /**
             * Urged At
             * @description when somebody last reminded of it, also the other side
             */
            urged_at: string | null;
        };
        /**
         * Workspace
         * @description Where an appeal is, and what the other side sees of it (R34).
         */
        Workspace: {
            place: components["schemas"]["Spot"] | null;
            /**
             * Platform
             * @description the other side
             * @enum {string}
             */
            platform: "12345" | "110";
            /**
             * Seen By
             * @description leaders: who may see restricted records; nobody: not handed over
             * @enum {string}
             */
            seen_by: "desk" | "leaders" | "nobody";
            appeal: components["schemas"]["OtherSight"] | null;
        };
        /**
         * YearBody
         * @description A year's days. Without any they come from the yearly notice, or with ``provisional`` from the law alone.
         */
        YearBody: {
            /**
             * Days
             * @default []
             */
            days: components["schemas"]["DayBody"][];
            /**
             * Provisional
             * @default false
             */
            provisional: boolean;
        };
    };
    responses: never;
    parameters: {
        /**
         * @description Language of names and problem texts: zh (the default) or en.
         * @example zh-CN
         */
        "Accept-Language": string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_appeals_api_v1_appeals_get: {
        parameters: {
            query?: {
                q?: string;
                owner?: ("12345" | "110") | null;
                open?: boolean | null;
                danger?: boolean | null;
                type?: ("咨询" | "求助" | "投诉" | "举报" | "建议" | "报警" | "其他") | null;
                matter?: string | null;
                division?: string | null;
                since?: string | null;
                until?: string | null;
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_appeal_api_v1_appeals_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request repeatable: with the same key and body it has effect once and answers the same; with the same key and another body it is refused (409 intake.key_reused). */
                "Idempotency-Key"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppealBody"];
            };
        };
        responses: {
            /** @description Registered before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registered"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registered"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_appeals_api_v1_appeals_batch_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAnswer"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beside_api_v1_appeals_beside_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BesideBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Beside"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_appeal_api_v1_appeals__appeal_id__get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appeal"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rerun_api_v1_appeals__appeal_id__decisions__n__rerun_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                appeal_id: string;
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rerun"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_timeline_api_v1_appeals__appeal_id__timeline_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_routing_api_v1_appeals__appeal_id__routing_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Advice"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_linkage_api_v1_appeals__appeal_id__linkage_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reveal_api_v1_appeals__appeal_id__reveal_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revealed"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    override_api_v1_appeals__appeal_id__override_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Override-Input"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overridden"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    split_api_v1_appeals__appeal_id__split_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Split"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SplitAnswer"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    machines_api_v1_registry_machines_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachineList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_answer_api_v1_work_orders__order_id__answer_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DirectAnswer"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_dispatch_api_v1_work_orders__order_id__dispatch_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseDispatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_sign_api_v1_work_orders__order_id__sign_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Step"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_begin_api_v1_work_orders__order_id__begin_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseNote"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_return_api_v1_work_orders__order_id__return_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseReturn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_uphold_return_api_v1_work_orders__order_id__uphold_return_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseNote"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_reject_return_api_v1_work_orders__order_id__reject_return_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseReason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_ask_extension_api_v1_work_orders__order_id__ask_extension_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Extension"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_grant_extension_api_v1_work_orders__order_id__grant_extension_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseNote"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_refuse_extension_api_v1_work_orders__order_id__refuse_extension_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseReason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_co_reply_api_v1_work_orders__order_id__co_reply_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reply"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_reply_api_v1_work_orders__order_id__reply_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reply"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_approve_api_v1_work_orders__order_id__approve_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseNote"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_reject_reply_api_v1_work_orders__order_id__reject_reply_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseReason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_revisit_api_v1_work_orders__order_id__revisit_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Revisit"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_miss_revisit_api_v1_work_orders__order_id__miss_revisit_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MissRevisit"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_redo_api_v1_work_orders__order_id__redo_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseReason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_close_api_v1_work_orders__order_id__close_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Close"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_close_unvisited_api_v1_work_orders__order_id__close_unvisited_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseUnvisited"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_withdraw_api_v1_work_orders__order_id__withdraw_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseReason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_unmerge_api_v1_work_orders__order_id__unmerge_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseReason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case_urge_api_v1_work_orders__order_id__urge_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseReason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reopen_work_order_api_v1_work_orders__order_id__reopen_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseBack"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_work_orders_api_v1_work_orders_get: {
        parameters: {
            query?: {
                type?: string | null;
                redo?: boolean | null;
                cursor?: string | null;
                limit?: number | null;
                state?: string[] | null;
                open?: boolean | null;
                unit_id?: string | null;
                danger?: boolean | null;
                division?: string | null;
                mine?: boolean | null;
                due_before?: string | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_revisits_api_v1_revisits_get: {
        parameters: {
            query?: {
                when?: "now" | "later" | "decide";
                mine?: boolean;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisitQueue"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_work_order_api_v1_work_orders__order_id__get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderDetail"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merge_work_order_api_v1_work_orders__order_id__merge_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Merge"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    incident_dispatch_api_v1_police_orders__order_id__dispatch_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoliceDispatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliceOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    incident_sign_api_v1_police_orders__order_id__sign_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitStep"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliceOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    incident_set_out_api_v1_police_orders__order_id__set_out_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitStep"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliceOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    incident_arrive_api_v1_police_orders__order_id__arrive_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitStep"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliceOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    incident_feed_back_api_v1_police_orders__order_id__feed_back_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeedBack"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliceOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    incident_ask_help_api_v1_police_orders__order_id__ask_help_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoliceReason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliceOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    incident_unit_return_api_v1_police_orders__order_id__unit_return_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitReturn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliceOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    incident_classify_api_v1_police_orders__order_id__classify_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Classify"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliceOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    incident_invalidate_api_v1_police_orders__order_id__invalidate_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoliceReason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliceOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    incident_cancel_api_v1_police_orders__order_id__cancel_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoliceReason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliceOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    incident_redo_api_v1_police_orders__order_id__redo_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoliceReason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliceOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    incident_close_api_v1_police_orders__order_id__close_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoliceNote"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliceOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    incident_urge_api_v1_police_orders__order_id__urge_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoliceReason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliceOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_police_orders_api_v1_police_orders_get: {
        parameters: {
            query?: {
                class_code?: string | null;
                cursor?: string | null;
                limit?: number | null;
                state?: string[] | null;
                open?: boolean | null;
                unit_id?: string | null;
                danger?: boolean | null;
                division?: string | null;
                mine?: boolean | null;
                due_before?: string | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliceOrderPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_police_order_api_v1_police_orders__order_id__get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliceOrderDetail"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_help_calls_api_v1_help_calls_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HelpCalls"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    take_help_api_v1_police_orders__order_id__take_help_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliceOrder"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_handovers_api_v1_handovers_get: {
        parameters: {
            query?: {
                open?: boolean | null;
                state?: string[] | null;
                side?: ("origin" | "destination") | null;
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    offer_api_v1_handovers_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Offer-Input"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handover"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_handover_api_v1_handovers__handover_id__get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                handover_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handover"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accept_api_v1_handovers__handover_id__accept_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                handover_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkNote"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handover"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    return__api_v1_handovers__handover_id__return_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                handover_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandoverReturn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handover"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    propose_api_v1_handovers__handover_id__propose_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                handover_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Propose"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handover"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recall_api_v1_handovers__handover_id__recall_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                handover_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkReason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handover"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_api_v1_handovers__handover_id__confirm_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                handover_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkNote"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handover"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redo_api_v1_handovers__handover_id__redo_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                handover_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkReason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handover"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    report_progress_api_v1_handovers__handover_id__progress_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                handover_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Progress"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handover"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    supervise_api_v1_handovers__handover_id__supervise_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                handover_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Supervise"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handover"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revisit_api_v1_handovers__handover_id__revisit_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                handover_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkRevisit"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handover"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_joint_actions_api_v1_joint_actions_get: {
        parameters: {
            query?: {
                open?: boolean | null;
                side?: ("origin" | "destination") | null;
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JointActionPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    request_joint_api_v1_joint_actions_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JointBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JointAction"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_joint_action_api_v1_joint_actions__joint_id__get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                joint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JointAction"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acknowledge_api_v1_joint_actions__joint_id__acknowledge_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                joint_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkNote"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JointAction"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decline_api_v1_joint_actions__joint_id__decline_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                joint_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkReason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JointAction"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    finish_api_v1_joint_actions__joint_id__finish_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                joint_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JointAnswer"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JointAction"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    escalate_api_v1_work_orders__order_id__escalate_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Escalate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JointAction"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    danger_api_v1_appeals__appeal_id__danger_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the same key the step has effect once and answers how the order is now; for another step the key is refused (409 cases.key_reused). */
                "Idempotency-Key"?: string | null;
                /** @description When a device without network wrote the step down; kept in the event beside its own time. */
                "X-Occurred-At"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkReason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DangerRaised"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_attachments_api_v1_appeals__appeal_id__attachments_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Attachment_"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_api_v1_appeals__appeal_id__attachments_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadBegun"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_chunk_api_v1_attachments__attachment_id__chunks__n__put: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                attachment_id: string;
                n: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Held"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_api_v1_attachments__attachment_id__get: {
        parameters: {
            query?: never;
            header?: {
                range?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                attachment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The contents */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The asked range */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The range begins behind the end */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_drafts_api_v1_drafts_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_draft_api_v1_drafts__draft__get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                draft: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    save_draft_api_v1_drafts__draft__put: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                draft: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TypedBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discard_draft_api_v1_drafts__draft__delete: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                draft: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    be_present_api_v1_appeals__appeal_id__presence_put: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PresenceBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PresentList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    leave_api_v1_appeals__appeal_id__presence_delete: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_wall_api_v1_wall_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wall"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    make_wall_link_api_v1_wall_links_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WallLinkBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WallLink"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_supervision_api_v1_supervision_get: {
        parameters: {
            query?: {
                silent_hours?: number;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Supervision"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_inbox_api_v1_inbox_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxFigures"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_views_api_v1_views_get: {
        parameters: {
            query: {
                page: string;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedViewPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    save_view_api_v1_views_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    drop_view_api_v1_views__view_id__delete: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                view_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_exports_api_v1_exports_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_export_api_v1_exports_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fetch_export_api_v1_exports__export_id__sheet_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                export_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_reminders_api_v1_reminders_get: {
        parameters: {
            query?: {
                order_id?: string | null;
                unit_id?: string | null;
                level?: number | null;
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReminderPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_clocks_api_v1_clocks_get: {
        parameters: {
            query?: {
                order_id?: string | null;
                state?: ("running" | "paused" | "stopped") | null;
                late?: boolean | null;
                due_before?: string | null;
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    board_api_v1_board_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    events_api_v1_events_get: {
        parameters: {
            query?: never;
            header?: {
                "last-event-id"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description events `ready`, `change` (the data is a Change) and `reset` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                    "application/json": components["schemas"]["Change"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_rules_api_v1_registry_deadline_rules_get: {
        parameters: {
            query?: {
                on?: string | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadlineRuleList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_rule_api_v1_registry_deadline_rules_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleAdded"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retire_rule_api_v1_registry_deadline_rules__code__retire_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetireBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_replays_api_v1_rules_editions__edition__replays_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_replay_api_v1_rules_editions__edition__replays_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_replay_api_v1_rules_replays__replay_id__get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                replay_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayResult"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_cases_api_v1_rules_replays__replay_id__cases_get: {
        parameters: {
            query?: {
                field?: "owner" | "department" | "lead" | "danger" | "type" | "dispute";
                /** @description under the base; of disputes avoided or made */
                from?: string | null;
                /** @description under the draft; of disputes the final owner */
                to?: string | null;
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                replay_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CasePage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_replay_api_v1_rules_replays__replay_id__cancel_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                replay_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_reasons_api_v1_triage_override_reasons_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReasonList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_overrides_api_v1_triage_overrides_get: {
        parameters: {
            query?: {
                reason_code?: string | null;
                /** @description the matter that the machine named */
                matter?: string | null;
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverridePage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    override_figures_api_v1_triage_override_figures_get: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverrideFigures"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_drift_api_v1_triage_drift_get: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriftList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    look_at_drift_api_v1_triage_drift_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriftBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shadow_summary_api_v1_models__model_id__shadow_get: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShadowSummary"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shadow_api_v1_models__model_id__shadow_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Seen"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeModel"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_shadow_cases_api_v1_models__model_id__shadow_cases_get: {
        parameters: {
            query?: {
                kind?: "any" | "owner" | "type" | "joint" | "danger_missed" | "danger_added";
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShadowCases"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tables_api_v1_rules_tables_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleTables"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_editions_api_v1_rules_editions_get: {
        parameters: {
            query?: {
                state?: ("draft" | "published" | "withdrawn") | null;
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditionPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_draft_api_v1_rules_editions_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeEdition"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_edition_api_v1_rules_editions__edition__get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeEdition"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    give_up_api_v1_rules_editions__edition__delete: {
        parameters: {
            query: {
                /** @description the version of the row that was looked at */
                version: number;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_draft_api_v1_rules_editions__edition__patch: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_rows_api_v1_rules_editions__edition__tables__table__rows_get: {
        parameters: {
            query?: {
                words?: string | null;
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                edition: string;
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleLines"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_row_api_v1_rules_editions__edition__tables__table__rows_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                edition: string;
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RowBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeRow"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_row_api_v1_rules_editions__edition__tables__table__rows__ordinal__delete: {
        parameters: {
            query: {
                /** @description the version of the row that was looked at */
                version: number;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                edition: string;
                table: string;
                ordinal: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_row_api_v1_rules_editions__edition__tables__table__rows__ordinal__patch: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                edition: string;
                table: string;
                ordinal: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RowPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_changes_api_v1_rules_editions__edition__changes_get: {
        parameters: {
            query?: {
                against?: string | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_findings_api_v1_rules_editions__edition__checks_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Findings"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_sheet_api_v1_rules_editions__edition__sheet_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_sheet_api_v1_rules_editions__edition__import_batch_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                edition: string;
            };
            cookie?: never;
        };
        /** @description The workbook (.xlsx) as it is */
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publish_api_v1_rules_editions__edition__publish_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Published"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdraw_api_v1_rules_editions__edition__withdraw_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    roll_back_api_v1_rules_editions__edition__roll_back_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Published"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verify_api_v1_rules_editions__edition__verify_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verified"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_forces_api_v1_rules_history_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForceList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_models_api_v1_models_get: {
        parameters: {
            query?: {
                state?: ("candidate" | "shadow" | "active" | "retired") | null;
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_switch_api_v1_models_switch_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SwitchState"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    turn_off_api_v1_models_off_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Switching"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SwitchState"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    turn_on_api_v1_models_on_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Switching"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SwitchState"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_model_api_v1_models__model_id__get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeModel"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    activate_api_v1_models__model_id__activate_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Activation"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeModel"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retire_api_v1_models__model_id__retire_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Seen"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeModel"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    try_model_api_v1_models__model_id__try_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Trial"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Opinion"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    triage_api_v1_triage_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriageHere"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JudgementHere"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    triage_batch_api_v1_triage_batch_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriageBatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Judgements"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    matters_api_v1_registry_matters_get: {
        parameters: {
            query?: {
                owner?: components["schemas"]["Owner"] | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatterList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scripts_api_v1_scripts_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScriptList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    departments_api_v1_registry_departments_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DepartmentList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    who_am_i_api_v1_session_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_in_api_v1_session_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_out_api_v1_session_delete: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password_api_v1_session_password_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnPasswordBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_roles_api_v1_registry_roles_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_accounts_api_v1_accounts_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_account_api_v1_accounts_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_password_api_v1_accounts_password_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disable_account_api_v1_accounts__account_id__delete: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_keys_api_v1_api_keys_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_key_api_v1_api_keys_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKey"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_key_api_v1_api_keys__key_id__delete: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_units_api_v1_registry_units_get: {
        parameters: {
            query?: {
                platform?: ("12345" | "110") | null;
                department?: string | null;
                division?: string | null;
                words?: string | null;
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_unit_api_v1_registry_units_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_unit_api_v1_registry_units__unit_id__get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unit"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_unit_api_v1_registry_units__unit_id__patch: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_contacts_api_v1_registry_duty_contacts_get: {
        parameters: {
            query?: {
                unit_id?: string | null;
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DutyContactPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_contact_api_v1_registry_duty_contacts_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_missing_api_v1_registry_duty_contacts_missing_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DutyGapList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_classes_api_v1_registry_police_classes_get: {
        parameters: {
            query?: {
                on?: string | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliceClassList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_crosswalks_api_v1_registry_crosswalks_get: {
        parameters: {
            query?: {
                scheme?: string | null;
                peer?: string | null;
                status?: ("mapped" | "queued") | null;
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CrosswalkPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_crosswalks_api_v1_registry_crosswalks_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CrosswalksBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Added"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_crosswalk_api_v1_registry_crosswalks__crosswalk_id__patch: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                crosswalk_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CrosswalkPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_calendars_api_v1_registry_calendars_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    load_year_api_v1_registry_calendars__code__years__year__post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                code: string;
                year: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["YearBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Loaded"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_map_api_v1_map_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapBase"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_divisions_api_v1_registry_divisions_get: {
        parameters: {
            query?: {
                parent?: string | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DivisionList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_division_api_v1_registry_divisions__code__get: {
        parameters: {
            query?: {
                on?: string | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DivisionDetail"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_alerts_api_v1_alerts_get: {
        parameters: {
            query?: {
                division?: string | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HintList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    take_alert_api_v1_alerts_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The alert as it is (CAP 1.2) */
        requestBody: {
            content: {
                "application/cap+xml": string;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenAlert"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_alert_api_v1_police_orders__order_id__cap_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/cap+xml": string;
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_order_api_v1_police_orders__order_id__eido_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EidoDocument"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_revealed_api_v1_police_orders__order_id__eido_reveal_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EidoDocument"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_order_api_v1_police_orders_eido_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The EIDO as it is (NENA-STA-021.1b, version 1.0) */
        requestBody: {
            content: {
                "application/emergency.eido+json": Record<string, never>;
            };
        };
        responses: {
            /** @description Registered before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registered"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registered"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_peers_api_v1_exchange_peers_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeerList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    switch_api_v1_exchange_peers__peer__switch_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                peer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_messages_api_v1_exchange_peers__peer__messages_get: {
        parameters: {
            query?: {
                direction?: "out" | "in";
                state?: ("waiting" | "sent" | "taken" | "refused" | "held" | "admitted") | null;
                kind?: string | null;
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                peer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    again_api_v1_exchange_peers__peer__messages_again_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                peer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgainBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_message_api_v1_exchange_peers__peer__messages__direction___seq__get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                peer: string;
                direction: "out" | "in";
                seq: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageWhole"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_codes_api_v1_exchange_peers__peer__codes_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                peer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnmappedList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_refusals_api_v1_exchange_refusals_get: {
        parameters: {
            query?: {
                peer?: string | null;
                code?: string | null;
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefusalPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_digests_api_v1_exchange_peers__peer__digests_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                peer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DigestPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    compare_api_v1_exchange_peers__peer__digests_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                peer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompareBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Begun"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_alarms_api_v1_exchange_alarms_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alarms"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    told_api_v1_exchange_alarms__call_id__told_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToldBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_register_api_v1_exchange_links_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Register"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    register_api_v1_exchange_links__region___kind__put: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                region: string;
                kind: "voice" | "order" | "data";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_webhooks_api_v1_exchange_webhooks_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_api_v1_exchange_webhooks_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Made"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_webhook_api_v1_exchange_webhooks__webhook_id__get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_api_v1_exchange_webhooks__webhook_id__put: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_api_v1_exchange_webhooks__webhook_id__delete: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotate_api_v1_exchange_webhooks__webhook_id__secret_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Secret"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ping_api_v1_exchange_webhooks__webhook_id__ping_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_deliveries_api_v1_exchange_webhooks__webhook_id__deliveries_get: {
        parameters: {
            query?: {
                state?: ("waiting" | "sent" | "dead" | "withheld" | "kept") | null;
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_delivery_api_v1_exchange_webhooks__webhook_id__deliveries__delivery_id__get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                webhook_id: string;
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryWhole"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    again_api_v1_exchange_webhooks__webhook_id__again_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResendBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Counted"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_changes_api_v1_exchange_webhooks__webhook_id__changes_get: {
        parameters: {
            query?: {
                after?: string;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookChanges"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ask_api_v1_portal_ask_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Asked"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhichNumber"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    file_api_v1_portal_appeals_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request repeatable: with the same key and body it has effect once and answers the same; with the same key and another body it is refused (409 intake.key_reused). */
                "Idempotency-Key"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Filed"];
            };
        };
        responses: {
            /** @description Filed before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    follow_api_v1_portal_follow_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Opened"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Followed"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_api_v1_portal_additions_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request repeatable: with the same key and body it has effect once and answers the same; with the same key and another body it is refused (409 intake.key_reused). */
                "Idempotency-Key"?: string | null;
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoreWords"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Followed"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rate_api_v1_portal_ratings_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnRating"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Followed"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_objections_api_v1_portal_objections_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingObjections"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    object_to_api_v1_portal_objections_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnObjection"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Followed"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_results_api_v1_portal_results_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedResults"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decide_api_v1_portal_objections__objection_id__decide_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                objection_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ObjectionDecision"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_publishable_api_v1_portal_publications_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number | null;
            };
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishableList"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publish_api_v1_portal_publications_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublicationBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preview_api_v1_portal_publications_preview_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublicationBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WordingShown"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdraw_api_v1_portal_publications__publication_id__delete: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                publication_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    healthz_healthz_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readyz_readyz_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metrics_metrics_get: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of names and problem texts: zh (the default) or en.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description 问题说明 Problem (RFC 9457) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
