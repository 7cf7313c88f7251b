package org.fedval.coordinator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.Scope;
import org.fedval.wire.mtls.PeerIdentity;

/**
 * Who may use each route and each RPC: the whole truth, written by hand beside the code's own
 * declarations. A new route or RPC fails the tests until it has its line here.
 */
final class RuleTable {
  /** Method, path, roles, and the scope that an API token needs. */
  private static final String ROUTES =
      """
      GET  /                                          anybody
      GET  /health                                    anybody
      GET  /health/live                               anybody
      GET  /health/ready                              anybody
      GET  /api                                       anybody
      GET  /api/v1/openapi.yaml                       anybody
      GET  /api/v1/me                                 everybody READ
      GET  /api/v1/studies                            everybody READ
      GET  /api/v1/studies/{study}                    everybody READ
      POST /api/v1/studies/{study}/cancel             VENDOR,ADMINISTRATOR SUBMIT
      GET  /api/v1/studies/{study}/events             everybody READ
      GET  /api/v1/studies/{study}/report             everybody READ
      GET  /api/v1/studies/{study}/report/{form}      everybody READ
      GET  /api/v1/sites                              VENDOR,ADMINISTRATOR,AUDITOR READ
      GET  /api/v1/rosters/current                    VENDOR,ADMINISTRATOR,AUDITOR READ
      GET  /api/v1/rosters/{roster}                   VENDOR,ADMINISTRATOR,AUDITOR READ
      GET  /api/v1/log/checkpoint                     everybody READ
      GET  /api/v1/log/entries                        everybody READ
      GET  /api/v1/log/entries/{index}                everybody READ
      GET  /api/v1/log/consistency                    everybody READ
      GET  /submit                                    VENDOR SUBMIT
      GET  /submit/roster.fvr                         VENDOR SUBMIT
      POST /submit/drafts                             VENDOR SUBMIT
      GET  /submit/drafts/{draft}                     VENDOR SUBMIT
      GET  /submit/drafts/{draft}/plan.yaml           VENDOR SUBMIT
      POST /submit/drafts/{draft}                     VENDOR SUBMIT
      POST /submit/drafts/{draft}/check               VENDOR SUBMIT
      POST /submit/drafts/{draft}/delete              VENDOR SUBMIT
      POST /submit/packages                           VENDOR SUBMIT
      GET  /sites                                     VENDOR,ADMINISTRATOR,AUDITOR READ
      POST /sites/tokens                              ADMINISTRATOR MANAGE
      POST /sites/tokens/withdraw                     ADMINISTRATOR MANAGE
      POST /sites/roster                              ADMINISTRATOR MANAGE
      GET  /sites/{site}/revoke                       ADMINISTRATOR MANAGE
      POST /sites/{site}/revoke                       ADMINISTRATOR MANAGE
      GET  /audit                                     everybody READ
      GET  /audit/key.txt                             everybody READ
      GET  /audit/entries/{index}                     everybody READ
      GET  /audit/entries/{index}/entry.bin           everybody READ
      GET  /audit/entries/{index}/proof.txt           everybody READ
      GET  /audit/checkpoints/{size}                  everybody READ
      GET  /audit/checkpoints/{size}/checkpoint.txt   everybody READ
      GET  /audit/checkpoints/{size}/from/{old}/consistency.txt  everybody READ
      GET  /studies                                   everybody READ
      GET  /studies/{study}                           everybody READ
      GET  /studies/{study}/events                    everybody READ
      GET  /studies/{study}/cancel                    VENDOR,ADMINISTRATOR SUBMIT
      POST /studies/{study}/cancel                    VENDOR,ADMINISTRATOR SUBMIT
      GET  /studies/{study}/report                    everybody READ
      GET  /studies/{study}/report/estimates          everybody READ
      GET  /studies/{study}/report/figures/{file}     everybody READ
      GET  /studies/{study}/report/tables/{file}      everybody READ
      GET  /studies/{study}/report/estimates.csv      everybody READ
      GET  /studies/{study}/report/report.json        everybody READ
      GET  /studies/{study}/report/report.json.sig    everybody READ
      GET  /studies/{study}/report/report.html        everybody READ
      GET  /assets/fedval.css                         anybody
      GET  /assets/pages.css                          anybody
      GET  /assets/pages.js                           anybody
      GET  /assets/figures.js                         anybody
      GET  /assets/htmx.js                            anybody
      GET  /assets/echarts.js                         anybody
      GET  /sign-in                                   anybody
      POST /sign-in                                   anybody
      GET  /sign-in/link/{secret}                     anybody
      POST /sign-in/link/{secret}                     anybody
      GET  /sign-in/provider                          anybody
      GET  /sign-in/callback                          anybody
      POST /sign-out                                  anybody
      GET  /first-password                            anybody
      POST /first-password                            anybody
      GET  /account                                   everybody IN_PERSON
      POST /account/password                          everybody IN_PERSON
      POST /account/sessions/end                      everybody IN_PERSON
      POST /account/tokens                            everybody IN_PERSON
      POST /account/tokens/{token}/revoke             everybody IN_PERSON
      GET  /accounts                                  ADMINISTRATOR IN_PERSON
      POST /accounts                                  ADMINISTRATOR IN_PERSON
      GET  /accounts/{account}                        ADMINISTRATOR IN_PERSON
      POST /accounts/{account}/roles                  ADMINISTRATOR IN_PERSON
      POST /accounts/{account}/disable                ADMINISTRATOR IN_PERSON
      POST /accounts/{account}/enable                 ADMINISTRATOR IN_PERSON
      POST /accounts/{account}/reset                  ADMINISTRATOR IN_PERSON
      GET  /studies/{study}/members                   VENDOR,ADMINISTRATOR MANAGE
      POST /studies/{study}/members                   VENDOR,ADMINISTRATOR MANAGE
      POST /studies/{study}/members/{member}/remove   VENDOR,ADMINISTRATOR MANAGE
      POST /studies/{study}/party                     ADMINISTRATOR IN_PERSON
      """;

  /** Service and method, and the kinds of client certificates; "nobody" needs none. */
  private static final String RPCS =
      """
      EnrolmentService/Enrol           nobody
      IdentityService/Renew            SITE
      IdentityService/RotateIdentity   SITE
      OperatorService/CreateToken      OPERATOR
      OperatorService/PublishRoster    OPERATOR
      OperatorService/ListSites        OPERATOR
      OperatorService/ShowRoster       OPERATOR
      OperatorService/RevokeSite       OPERATOR
      OperatorService/AddEndorsement   OPERATOR
      SiteService/Attach               SITE
      SiteService/Submit               SITE
      SiteService/PutChunk             SITE
      SiteService/UploadState          SITE
      SiteService/GetBlob              SITE
      SiteService/GetWrap              SITE
      SiteService/ReportPhase          SITE
      SiteService/OwnBodies            SITE
      StudyService/GetRoster           VENDOR
      StudyService/UploadBundle        VENDOR
      StudyService/SubmitStudy         VENDOR
      StudyService/WatchStudy          VENDOR
      StudyService/GetReport           VENDOR
      StudyService/ListStudies         VENDOR
      StudyService/GetStudy            VENDOR
      StudyService/CancelStudy         VENDOR
      grpc.health.v1.Health/Check      SITE,VENDOR,OPERATOR
      grpc.health.v1.Health/Watch      SITE,VENDOR,OPERATOR
      """;

  private RuleTable() {}

  /**
   * Who may use a route.
   *
   * @param open to anybody, signed in or not
   * @param scope that an API token needs besides a role
   */
  record Rule(boolean open, Set<Role> roles, Scope scope) {}

  /** By method and path. */
  static Map<String, Rule> routes() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (String line : ROUTES.strip().split("\n")) {
      String[] words = line.strip().split("\\s+");
      boolean open = words[2].equals("anybody");
      rules.put(
          words[0] + " " + words[1],
          new Rule(
              open,
              open ? Set.of() : roles(words[2]),
              open ? Scope.READ : Scope.valueOf(words[3])));
    }
    return rules;
  }

  private static Set<Role> roles(String words) {
    return words.equals("everybody")
        ? Set.of(Role.values())
        : Arrays.stream(words.split(",")).map(Role::valueOf).collect(Collectors.toSet());
  }

  /** By full name; an empty set needs no certificate. */
  static Map<String, Set<PeerIdentity.Kind>> rpcs() {
    Map<String, Set<PeerIdentity.Kind>> rules = new LinkedHashMap<>();
    for (String line : RPCS.strip().split("\n")) {
      String[] words = line.strip().split("\\s+");
      rules.put(
          words[0].contains(".") ? words[0] : "fedval.v1." + words[0],
          words[1].equals("nobody")
              ? Set.of()
              : Arrays.stream(words[1].split(","))
                  .map(PeerIdentity.Kind::valueOf)
                  .collect(Collectors.toSet()));
    }
    return rules;
  }
}
