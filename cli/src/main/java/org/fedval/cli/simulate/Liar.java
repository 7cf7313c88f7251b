package org.fedval.cli.simulate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Complaint;
import org.fedval.crypto.secagg.body.ConfirmList;
import org.fedval.crypto.secagg.body.MaskedManifest;
import org.fedval.crypto.secagg.body.Reveal;
import org.fedval.crypto.secagg.body.RevealStage;
import org.fedval.crypto.secagg.body.ShareKeys;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * A corrupt site: it takes what its honest client would send and sends something else, signed with
 * its own identity key.
 */
final class Liar {
  private static final int FEW_HOLDERS = 2;
  private static final int SMALL_ROSTER = 256;

  private final int site;
  private final Lie lie;
  private final SigningKey identity;
  private final int sites;
  private final int faults;
  private final Phase silentFrom;
  private final Random dice;
  private Sha256Digest h1 = Sha256Digest.ZERO;

  Liar(int site, Lie lie, SigningKey identity, int sites, int faults, long seed) {
    this.site = site;
    this.lie = lie;
    this.identity = identity;
    this.sites = sites;
    this.faults = faults;
    this.dice = new Random(31 * seed + site);
    this.silentFrom = Phase.values()[dice.nextInt(Phase.FINISH.ordinal())];
  }

  Lie lie() {
    return lie;
  }

  /** What this liar does, in a few words. */
  String does() {
    return lie == Lie.SILENT ? lie.says() + ", from " + silentFrom.key() + " on" : lie.says();
  }

  /** Whether it has stopped answering. */
  boolean isSilent(Phase phase) {
    return switch (lie) {
      case SILENT -> phase.compareTo(silentFrom) >= 0;
      case WRONG_ROWS, BAD_DEALER -> phase.compareTo(Phase.MASK) >= 0;
      default -> false;
    };
  }

  /**
   * What it sends instead of {@code honest}.
   *
   * @param bodies the Advertise bodies of U1 in phase SHARE_KEYS
   */
  List<Submission> says(Sha256Digest sid, List<Submission> honest, Map<Integer, byte[]> bodies) {
    if (honest.isEmpty()) {
      return honest;
    }
    Submission first = honest.get(0);
    return switch (first.kind()) {
      case SHARE_KEYS -> List.of(shares(sid, first, bodies));
      case MASKED -> masked(sid, first);
      case REVEAL_GATE -> List.of(reveal(sid, RevealStage.A, first));
      case REVEAL_UNITS -> List.of(reveal(sid, RevealStage.B, first));
      default -> honest;
    };
  }

  private Submission shares(Sha256Digest sid, Submission honest, Map<Integer, byte[]> bodies) {
    ShareKeys dealt = ShareKeys.decode(honest.signed().body());
    h1 = dealt.h1();
    if (lie == Lie.BAD_DEALER) {
      ForgedDealing forged = new ForgedDealing(dealt, bodies);
      return signedRows(sid, honest, forged.rows(honest.rows(), dice));
    }
    if (lie != Lie.WRONG_ROWS) {
      return honest;
    }
    List<Integer> others = new ArrayList<>(honest.rows().keySet());
    others.remove((Integer) site);
    Collections.sort(others);
    Collections.shuffle(others, dice);
    Map<Integer, ShareRow> rows = new HashMap<>(honest.rows());
    int victims = sites <= SMALL_ROSTER ? faults + 1 : FEW_HOLDERS;
    for (int holder : others.subList(0, Math.min(victims, others.size()))) {
      rows.computeIfPresent(
          holder,
          (h, row) -> new ShareRow(row.shareRoot(), row.kemCiphertext(), random(row.box().size())));
    }
    return signedRows(sid, honest, rows);
  }

  private Submission signedRows(Sha256Digest sid, Submission honest, Map<Integer, ShareRow> rows) {
    ShareKeys keys = ShareKeys.decode(honest.signed().body());
    List<ShareKeys.RowRef> refs =
        rows.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> new ShareKeys.RowRef(e.getKey(), e.getValue().hash()))
            .toList();
    byte[] body = new ShareKeys(keys.sid(), keys.h1(), site, refs).encode();
    return Submission.shares(site, sign(sid, ShareKeys.TYPE, body), rows);
  }

  private List<Submission> masked(Sha256Digest sid, Submission honest) {
    MaskedManifest manifest = MaskedManifest.decode(honest.signed().body());
    return switch (lie) {
      case FALSE_CONFIRMATIONS -> {
        ConfirmList lies =
            new ConfirmList(
                ConfirmList.decode(honest.confirms()).tags().stream()
                    .map(tag -> new ConfirmList.Tag(tag.peer(), flipped(tag.value())))
                    .toList());
        SignedBody signed = manifest(sid, manifest, manifest.restUnitsHash(), lies.hash());
        yield List.of(Submission.masked(site, signed, honest.vector(), lies.encode()));
      }
      case OTHER_VECTOR ->
          List.of(
              honest.with(
                  manifest(sid, manifest, Sha256Digest.hash(new byte[1]), manifest.confirmHash())));
      case EQUIVOCATES ->
          List.of(
              honest,
              honest.with(
                  manifest(sid, manifest, Sha256Digest.hash(new byte[2]), manifest.confirmHash())));
      case FALSE_COMPLAINTS -> complaints(sid, honest);
      default -> List.of(honest);
    };
  }

  private SignedBody manifest(
      Sha256Digest sid, MaskedManifest m, Sha256Digest restUnits, Sha256Digest confirms) {
    return sign(
        sid,
        MaskedManifest.TYPE,
        new MaskedManifest(
                m.sid(),
                m.h2(),
                m.index(),
                m.ringBits(),
                m.gateUnitHash(),
                restUnits,
                m.plainCommit(),
                confirms)
            .encode());
  }

  // The h1 that a complaint needs is the one that this site dealt under.
  private List<Submission> complaints(Sha256Digest sid, Submission honest) {
    List<Submission> complaints = new ArrayList<>();
    for (ConfirmList.Tag tag : ConfirmList.decode(honest.confirms()).tags()) {
      if (complaints.size() <= faults) {
        Complaint complaint = new Complaint(sid, h1, site, tag.peer(), Complaint.Reason.SHARE_ROOT);
        complaints.add(
            Submission.of(
                site, Submission.Kind.COMPLAINT, sign(sid, Complaint.TYPE, complaint.encode())));
      }
    }
    return complaints;
  }

  private Submission reveal(Sha256Digest sid, RevealStage stage, Submission honest) {
    if (lie != Lie.BAD_REVEAL) {
      return honest;
    }
    Reveal reveal = Reveal.decode(stage, honest.signed().body());
    List<Reveal.DealerRow> rows = new ArrayList<>();
    for (Reveal.DealerRow row : reveal.rows()) {
      rows.add(
          new Reveal.DealerRow(
              row.dealer(),
              row.cells().stream()
                  .map(cell -> new Reveal.Cell(cell.opened(), flipped(cell.value())))
                  .toList()));
    }
    Reveal lies =
        new Reveal(stage, reveal.sid(), reveal.h3(), reveal.gateHash(), reveal.index(), rows);
    return honest.with(sign(sid, stage.type(), lies.encode()));
  }

  private SignedBody sign(Sha256Digest sid, String type, byte[] body) {
    return SignedBody.sign(type, sid, site, body, identity);
  }

  private Octets random(int length) {
    byte[] bytes = new byte[length];
    dice.nextBytes(bytes);
    return Octets.of(bytes);
  }

  private static Octets flipped(Octets value) {
    byte[] bytes = value.toByteArray();
    bytes[0] ^= 1;
    return Octets.of(bytes);
  }
}
