package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.decoding;
import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.BlameProof;
import org.fedval.crypto.secagg.body.Reveal;
import org.fedval.crypto.secagg.body.RevealStage;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.shamir.FieldElement;
import org.fedval.crypto.shamir.Reconstruction;

/**
 * The reveals of one stage, each row checked against the dealer's signed share root, so that a bad
 * share is refused before it can spoil a secret; then the secrets from the first t holders.
 */
final class OpenedShares {
  private final OpeningContext context;
  private final RevealStage stage;
  private final Sha256Digest gateHash;
  private final SortedSet<Integer> dealers;
  private final Positions positions;
  private final Intake intake;
  private final SortedMap<Integer, SortedMap<Integer, Reveal.DealerRow>> byDealer = new TreeMap<>();
  private final Map<List<Integer>, Reconstruction> reconstructions = new HashMap<>();

  /** Which positions of a dealer's row a reveal of this stage must open, and no others. */
  interface Positions {
    boolean opened(int dealer, int position);
  }

  OpenedShares(
      OpeningContext context,
      RevealStage stage,
      Sha256Digest gateHash,
      Set<Integer> dealers,
      Positions positions) {
    this.context = context;
    this.stage = stage;
    this.gateHash = gateHash;
    this.dealers = new TreeSet<>(dealers);
    this.positions = positions;
    dealers.forEach(dealer -> byDealer.put(dealer, new TreeMap<>()));
    this.intake = new Intake(context.server.terms, stage.type(), context.dealings.dealers());
  }

  Outcome accept(int holder, SignedBody signed) {
    return intake.offer(
        holder,
        signed,
        () -> {
          Reveal reveal = decoding(() -> Reveal.decode(stage, signed.body()));
          context.server.terms.requireSession(reveal.sid());
          require(
              reveal.h3().equals(context.survivors.h3())
                  && reveal.gateHash().equals(gateHash)
                  && reveal.index() == holder
                  && reveal.rows().stream()
                      .map(Reveal.DealerRow::dealer)
                      .toList()
                      .equals(heldBy(holder)),
              Code.WRONG_SESSION,
              "A reveal is for another survivor set, gate or site.",
              holder);
          reveal.rows().forEach(row -> checkRow(holder, row));
          reveal.rows().forEach(row -> rowsOf(row.dealer()).put(holder, row));
        });
  }

  void close() {
    intake.close();
  }

  Set<Integer> missing() {
    return intake.missing();
  }

  /** Whether every dealer's secrets can be reconstructed. */
  boolean enough() {
    return byDealer.values().stream()
        .allMatch(rows -> rows.size() >= context.peers.graph().threshold());
  }

  /** The secret at one position of one dealer's rows; call only when {@link #enough()}. */
  FieldElement secret(int dealer, int position) {
    List<FieldElement> shares = new ArrayList<>();
    List<Integer> holders = firstHolders(dealer);
    for (int holder : holders) {
      shares.add(ShareCommitments.element(rowOf(dealer, holder).cells().get(position).value()));
    }
    return reconstructions.computeIfAbsent(holders, Reconstruction::of).secret(shares);
  }

  private List<Integer> heldBy(int holder) {
    return dealers.stream()
        .filter(dealer -> dealer == holder || context.peers.graph().adjacent(dealer, holder))
        .toList();
  }

  private List<Integer> firstHolders(int dealer) {
    return rowsOf(dealer).keySet().stream().limit(context.peers.graph().threshold()).toList();
  }

  private SortedMap<Integer, Reveal.DealerRow> rowsOf(int dealer) {
    SortedMap<Integer, Reveal.DealerRow> rows = byDealer.get(dealer);
    if (rows == null) {
      throw new AssertionError("Rows are kept for every dealer of the stage.");
    }
    return rows;
  }

  private Reveal.DealerRow rowOf(int dealer, int holder) {
    Reveal.DealerRow row = rowsOf(dealer).get(holder);
    if (row == null) {
      throw new AssertionError("Reconstruction uses holders that revealed.");
    }
    return row;
  }

  /** What shows everybody that a dealer's shares at {@code position} contradict its keys. */
  BlameProof blame(int dealer, int position) {
    List<BlameProof.OpenedRow> rows = new ArrayList<>();
    for (int holder : firstHolders(dealer)) {
      rows.add(
          new BlameProof.OpenedRow(
              holder,
              context.dealings.row(dealer, holder),
              cells(rowOf(dealer, holder), dealer, holder, position)));
    }
    SortedMap<Integer, SignedBody> advertises = context.dealings.advertises();
    return new BlameProof(
        Octets.of(context.server.terms.signedProposal().body()),
        dealer,
        Dealings.of(advertises, dealer),
        Dealings.of(context.dealings.shareKeys(), dealer),
        advertises.entrySet().stream()
            .map(e -> new BlameProof.Entrant(e.getKey(), e.getValue().hash()))
            .toList(),
        position,
        rows);
  }

  // Other positions that this stage opened become leaf hashes again: the proof opens one share.
  private List<Octets> cells(Reveal.DealerRow row, int dealer, int holder, int position) {
    List<Octets> cells = new ArrayList<>();
    for (int v = 0; v < row.cells().size(); v++) {
      Reveal.Cell cell = row.cells().get(v);
      cells.add(
          cell.opened() && v != position
              ? Octets.of(
                  ShareCommitments.leaf(
                          context.server.terms.sid(), dealer, holder, v, cell.value().toByteArray())
                      .toByteArray())
              : cell.value());
    }
    return cells;
  }

  private void checkRow(int holder, Reveal.DealerRow row) {
    SessionTerms terms = context.server.terms;
    List<Sha256Digest> leaves = new ArrayList<>();
    for (int v = 0; v < row.cells().size(); v++) {
      Reveal.Cell cell = row.cells().get(v);
      require(
          cell.opened() == positions.opened(row.dealer(), v),
          Code.BAD_SHARES,
          "A reveal opens other shares than the certified survivor set calls for.",
          holder);
      byte[] value = cell.value().toByteArray();
      if (cell.opened()) {
        decoding(Code.BAD_SHARES, holder, () -> FieldElement.decode(value));
      }
      leaves.add(
          cell.opened()
              ? ShareCommitments.leaf(terms.sid(), row.dealer(), holder, v, value)
              : Sha256Digest.of(value));
    }
    require(
        row.cells().size() == terms.units() + 1
            && ShareCommitments.root(leaves)
                .equals(context.dealings.row(row.dealer(), holder).shareRoot()),
        Code.BAD_SHARES,
        "A revealed share is not the one its dealer signed.",
        holder);
  }
}
