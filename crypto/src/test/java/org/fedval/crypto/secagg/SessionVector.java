package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Hkdf;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.GateTranscript;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.Reveal;
import org.fedval.crypto.secagg.body.RevealStage;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.UnitKind;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.crypto.shamir.FieldElement;
import org.fedval.crypto.shamir.Reconstruction;

/** Runs the reference session through the real steps of both roles and compares every field. */
final class SessionVector {
  private final CheckedVector v;
  private final TestFederation keys = new TestFederation(3, 1000, 1);
  private final List<SiteVector> sites = new ArrayList<>();
  private final BySite<AdvertisedClient> advertised = new BySite<>();
  private final BySite<SharedClient> shared = new BySite<>();
  private final BySite<MaskedClient> masked = new BySite<>();
  private final BySite<VotedClient> voted = new BySite<>();
  private final BySite<RevealedClient> revealed = new BySite<>();
  private final List<Integer> dropped = new ArrayList<>();

  SessionVector(String where, JsonNode node) {
    this.v = new CheckedVector(where, node);
    node.get("sites").forEach(site -> sites.add(new SiteVector(where, site)));
  }

  void check() {
    try (v) {
      v.get("sites");
      v.get("dropped").forEach(d -> dropped.add(d.intValue()));
      SessionTerms terms = terms();
      SharePhase share = advertise(terms);
      MaskPhase mask = share(terms, share);
      VotePhase vote = mask(mask);
      RevealAPhase revealA = vote(vote);
      revealA(terms, revealA);
    }
    sites.forEach(SiteVector::close);
  }

  private SessionTerms terms() {
    SessionProposal proposal = SessionProposal.decode(v.bytes("proposal_body"));
    assertThat(sites).hasSize(v.number("n"));
    assertThat(proposal.f()).isEqualTo(v.number("f"));
    assertThat(proposal.ringBits().bits()).isEqualTo(v.number("ring_bits"));
    assertThat(proposal.slot()).isEqualTo(v.get("slot").textValue());
    assertThat(proposal.unitLengths()).containsExactlyElementsOf(integers("unit_lens"));
    assertThat(new Quorum(sites.size(), proposal.f()).votes()).isEqualTo(v.number("t"));
    v.is("study_hash", proposal.studyHash());
    v.is("proposal_body", proposal.encode());
    List<Roster.Member> members = new ArrayList<>();
    for (SiteVector site : sites) {
      members.add(
          new Roster.Member(
              "s" + site.index,
              "o" + site.index,
              site.identity.verifyingKey(),
              Octets.of(new byte[32]),
              Sha256Digest.ZERO));
    }
    SignedBody signed =
        SignedBody.sign(
            SessionProposal.TYPE,
            proposal.sid(),
            SigInput.COORDINATOR,
            proposal.encode(),
            keys.coordinator);
    Roster roster = new Roster("r", 1, keys.coordinator.verifyingKey(), members);
    assertThat(keys.study.minCell()).isEqualTo(v.number("min_cell"));
    assertThat(keys.study.minContributors()).isEqualTo(v.number("min_contrib"));
    SessionTerms terms = new SessionTerms(signed, roster, keys.study, layout());
    v.is("sid", terms.sid());
    return terms;
  }

  private static Layout layout() {
    return new Layout(
        List.of(
            new Layout.Unit("gate", 4, UnitKind.GATE, List.of(), Layout.ROOT, 1000),
            new Layout.Unit("A", 6, UnitKind.UNSIGNED, List.of(), Layout.ROOT, 1000),
            new Layout.Unit("B", 6, UnitKind.UNSIGNED, List.of(), Layout.ROOT, 1000)));
  }

  private SharePhase advertise(SessionTerms terms) {
    Set<VerifyingKey> everybody = new HashSet<>();
    sites.forEach(site -> everybody.add(site.identity.verifyingKey()));
    AdvertisePhase phase =
        SecAggServer.open(terms, keys.coordinator, TestFederation.RULE, new InMemoryVectorStore());
    for (SiteVector site : sites) {
      AdvertisedClient client =
          AdvertisedClient.open(
              terms,
              site.index,
              site.identity,
              new TrustRules(everybody, 2),
              TestFederation.RULE,
              site.random(terms.sid(), sites.size()));
      advertised.put(site.index, client);
      site.advertise(terms, client.advertise());
      SecAggRun.taken(phase.accept(site.index, client.advertise()));
    }
    return phase.close();
  }

  private MaskPhase share(SessionTerms terms, SharePhase phase) {
    for (SiteVector site : sites) {
      SharedClient client =
          advertised.at(site.index).shareKeys(phase.advertiseSet(), phase.advertiseBodies());
      shared.put(site.index, client);
      SecAggRun.taken(phase.accept(site.index, client.message(), client.rows()));
    }
    AgreedPeers peers = new PeersOf(terms, advertised).peers();
    v.is("h1", peers.h1());
    sites.forEach(site -> site.share(terms, peers, shared.at(site.index)));
    PairVectors.check(v.get("pairs"), terms, peers, sites, shared);
    PairVectors.sealed(v.get("sealed_share_0_to_1"), terms, peers, sites, shared.at(0));
    return phase.close();
  }

  private VotePhase mask(MaskPhase phase) {
    for (SiteVector site : sites) {
      MaskedClient client =
          shared
              .at(site.index)
              .mask(phase.shareDelivery(), phase.dealtTo(site.index), site.frozen(layout()));
      masked.put(site.index, client);
      if (dropped.contains(site.index)) {
        site.dropped();
      } else {
        site.masked(client, v.number("ring_bits"));
        SecAggRun.taken(
            phase.accept(
                site.index, client.manifest(), client.maskedVector(), client.confirmList()));
      }
    }
    return phase.close();
  }

  private RevealAPhase vote(VotePhase phase) {
    for (SiteVector site : sites) {
      if (!dropped.contains(site.index)) {
        voted.put(site.index, masked.at(site.index).vote(phase.survivorSet()));
        site.voted(voted.at(site.index).vote());
        SecAggRun.taken(phase.accept(site.index, voted.at(site.index).vote()));
      }
    }
    return phase.close();
  }

  private void revealA(SessionTerms terms, RevealAPhase phase) {
    voted.forEach((i, client) -> revealed.put(i, client.reveal(phase.certificate())));
    revealed.forEach((i, client) -> SecAggRun.taken(phase.accept(i, client.revealA())));
    Reveal first = Reveal.decode(RevealStage.A, revealed.at(0).revealA().body());
    JsonNode rows = v.get("reveal_a_holder_0");
    assertThat(rows.size()).isEqualTo(first.rows().size());
    for (Reveal.DealerRow row : first.rows()) {
      JsonNode expected = rows.get(String.valueOf(row.dealer()));
      assertThat(expected.size()).isEqualTo(row.cells().size());
      for (int p = 0; p < expected.size(); p++) {
        assertThat(row.cells().get(p).opened()).isEqualTo(expected.get(p).get(0).intValue() == 1);
        assertThat(row.cells().get(p).value().hex()).isEqualTo(expected.get(p).get(1).textValue());
      }
    }
    RevealBPhase next = phase.close();
    GateTranscript gate = GateTranscript.decode(next.gateTranscript().body());
    v.is("h3", gate.h3());
    CheckedVector r = new CheckedVector("recovered_r", v.get("recovered_r"));
    gate.dropped().forEach(d -> r.is(String.valueOf(d.index()), d.seed()));
    r.close();
    CheckedVector b0 = new CheckedVector("recovered_b0", v.get("recovered_b0"));
    gate.survivors().forEach(s -> b0.is(String.valueOf(s.index()), s.selfSecret()));
    b0.close();
    revealB(next);
    v.is("h2", sites.get(0).h2());
    assertThat(terms.sid()).isEqualTo(gate.sid());
  }

  private void revealB(RevealBPhase phase) {
    Map<Integer, Reveal> reveals = new TreeMap<>();
    revealed.forEach(
        (i, client) -> {
          OpenedClient opened = client.revealGate(phase.gateTranscript(), phase.gateResult());
          reveals.put(i, Reveal.decode(RevealStage.B, opened.revealB().body()));
          v.is("gate_sum", opened.gateSums());
          SecAggRun.taken(phase.accept(i, opened.revealB()));
        });
    v.is("gate_hash", phase.gateResult().hash());
    v.is("allowed_units", phase.allowedUnits().stream().asLongStream().toArray());
    recoveredB1(reveals);
    PooledVector pooled = phase.close().pooled();
    v.is("unit1_sum", pooled.sums(1).orElseThrow());
    assertThat(pooled.sums(2)).isEmpty();
    v.is("plain_sum_survivors", plainSum());
  }

  private void recoveredB1(Map<Integer, Reveal> reveals) {
    CheckedVector b1 = new CheckedVector("recovered_b1", v.get("recovered_b1"));
    List<Integer> holders = List.copyOf(reveals.keySet());
    List<Integer> dealers = List.copyOf(reveals.keySet());
    for (int row = 0; row < dealers.size(); row++) {
      List<FieldElement> shares = new ArrayList<>();
      for (Reveal reveal : reveals.values()) {
        shares.add(ShareCommitments.element(reveal.rows().get(row).cells().get(2).value()));
      }
      b1.is(String.valueOf(dealers.get(row)), Reconstruction.of(holders).secret(shares));
    }
    b1.close();
  }

  private long[] plainSum() {
    long[] sum = new long[16];
    for (SiteVector site : sites) {
      for (int e = 0; e < sum.length && !dropped.contains(site.index); e++) {
        sum[e] += site.plain[e];
      }
    }
    return sum;
  }

  private List<Integer> integers(String field) {
    List<Integer> numbers = new ArrayList<>();
    v.get(field).forEach(number -> numbers.add(number.intValue()));
    return numbers;
  }

  /** The agreed peers as a site computes them from the Advertise bodies. */
  private record PeersOf(SessionTerms terms, BySite<AdvertisedClient> clients) {
    AgreedPeers peers() {
      TreeMap<Integer, org.fedval.crypto.secagg.body.Advertise> decoded = new TreeMap<>();
      clients.forEach(
          (i, client) -> decoded.put(i, AgreedPeers.decode(terms, i, client.advertise().body())));
      return new AgreedPeers(terms, decoded);
    }
  }

  static Hkdf prk(Sha256Digest sid, byte[] secret) {
    return Hkdf.extract(sid.toByteArray(), secret);
  }

  static byte[] expand(Hkdf prk, String label, int length, int... indices) {
    FvcWriter info = FvcWriter.labelled(label);
    for (int index : indices) {
      info.u16(index);
    }
    return prk.expand(info.toByteArray(), length);
  }

  static SigningKey signing(byte[] seed) {
    return SigningKey.fromSeed(SecretBytes.copyOf(seed));
  }
}
