package org.fedval.crypto.secagg.body;

import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;

/** The shares that one holder opens, by dealer, ascending. The gate hash is zero in stage A. */
public record Reveal(
    RevealStage stage,
    Sha256Digest sid,
    Sha256Digest h3,
    Sha256Digest gateHash,
    int index,
    List<DealerRow> rows) {
  private static final int CELL_BYTES = 33;

  public Reveal {
    Canonical.index(index);
    Canonical.require(
        stage == RevealStage.B || gateHash.equals(Sha256Digest.ZERO),
        "A first reveal names no gate result.");
    rows = Canonical.set(rows, Canonical.MAX_SITES, DealerRow::dealer);
  }

  /** One dealer's row: position 0 is the mask seed, position 1 + u the self-mask secret of u. */
  public record DealerRow(int dealer, List<Cell> cells) {
    public DealerRow {
      Canonical.index(dealer);
      Canonical.require(cells.size() <= Canonical.MAX_UNITS + 1, "A reveal row is too long.");
      cells = List.copyOf(cells);
    }
  }

  /** An opened share or, where nothing is opened, the leaf hash that stands for it; 32 bytes. */
  public record Cell(boolean opened, Octets value) {
    public Cell {
      value.requireSize(32, "A reveal cell");
    }
  }

  /** The body, labelled RevealA or RevealB. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(stage.type()).digest(sid).digest(h3).digest(gateHash);
    out.u16(index);
    return out.list(
            rows,
            row ->
                out.u16(row.dealer())
                    .list(row.cells(), cell -> out.u8(cell.opened() ? 1 : 0).raw(cell.value())))
        .toByteArray();
  }

  /** Reads a body of the given stage. */
  public static Reveal decode(RevealStage stage, byte[] body) {
    FvcReader in = FvcReader.open(body, stage.type());
    Reveal reveal =
        new Reveal(
            stage,
            in.digest(),
            in.digest(),
            in.digest(),
            in.u16(),
            in.list(
                Canonical.MAX_SITES,
                Canonical.INDEX_BYTES + 4,
                () ->
                    new DealerRow(
                        in.u16(),
                        in.list(
                            Canonical.MAX_UNITS + 1,
                            CELL_BYTES,
                            () -> new Cell(in.flag(), in.octets(32))))));
    in.end();
    return reveal;
  }
}
