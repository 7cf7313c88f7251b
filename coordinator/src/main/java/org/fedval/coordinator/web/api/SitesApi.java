package org.fedval.coordinator.web.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.Base64;
import java.util.TreeSet;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.site.Revocation;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.store.RosterRepository;
import org.fedval.coordinator.store.SiteRepository;
import org.fedval.coordinator.web.Problem;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;

/** Enrolled sites and rosters. */
final class SitesApi {
  private final SiteRepository sites;
  private final RosterBook rosters;
  private final RosterRepository approvals;
  private final Revocation revocation;

  SitesApi(
      SiteRepository sites, RosterBook rosters, RosterRepository approvals, Revocation revocation) {
    this.sites = sites;
    this.rosters = rosters;
    this.approvals = approvals;
    this.revocation = revocation;
  }

  void list(Context request, Visitor visitor) {
    ObjectNode node = JsonAnswer.node();
    ArrayNode list = node.putArray("sites");
    for (SiteRepository.EnrolledSite site : sites.list()) {
      list.addObject()
          .put("id", site.siteId())
          .put("organisation", site.organisation())
          .put("fingerprint", VerifyingKey.of(site.identityKey()).fingerprint().text());
    }
    node.set("revoked", JsonAnswer.texts(new TreeSet<>(revocation.revoked())));
    JsonAnswer.send(request, node);
  }

  void current(Context request, Visitor visitor) {
    JsonAnswer.send(request, roster(rosters.current().orElseThrow(Problem::notFound)));
  }

  void version(Context request, Visitor visitor) {
    JsonAnswer.send(
        request,
        roster(rosters.find(new Query(request).digest("roster")).orElseThrow(Problem::notFound)));
  }

  private ObjectNode roster(SignedBody signed) {
    Roster roster = rosters.decoded(signed);
    ObjectNode node = JsonAnswer.node();
    node.put("digest", roster.hash().hex());
    node.put("id", roster.rosterId());
    node.put("version", roster.version());
    ArrayNode members = node.putArray("sites");
    for (Roster.Member member : roster.members()) {
      members
          .addObject()
          .put("id", member.siteId())
          .put("organisation", member.orgName())
          .put("fingerprint", member.identity().fingerprint().text());
    }
    node.set(
        "approved_by",
        JsonAnswer.texts(new TreeSet<>(approvals.approvedBy(roster.hash().toByteArray()))));
    node.put("body", Base64.getEncoder().encodeToString(signed.body()));
    return node.put("signature", Base64.getEncoder().encodeToString(signed.signature()));
  }
}
