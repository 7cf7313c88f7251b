package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Reveal;
import org.fedval.crypto.secagg.body.RevealStage;
import org.fedval.crypto.secagg.body.SignedBody;
import org.junit.jupiter.api.Test;

/** A share that its dealer did not sign costs its sender, not the session. */
class BadShareBlameTest {
  private final TestFederation federation = new TestFederation(5, 1000, 141);
  private final SecAggRun run = federation.run();

  @Test
  void a_bad_share_is_ignored_and_the_session_still_finishes() {
    RevealAPhase phase = run.vote(run.mask(run.share(run.advertise()), Set.of()));
    Reveal honest = Reveal.decode(RevealStage.A, run.revealed.at(4).revealA().body());
    List<Reveal.DealerRow> rows = new ArrayList<>(honest.rows());
    List<Reveal.Cell> cells = new ArrayList<>(rows.get(2).cells());
    byte[] share = cells.get(1).value().toByteArray();
    share[0] ^= 1;
    cells.set(1, new Reveal.Cell(true, Octets.of(share)));
    rows.set(2, new Reveal.DealerRow(2, cells));
    Reveal bad = new Reveal(RevealStage.A, honest.sid(), honest.h3(), honest.gateHash(), 4, rows);

    refused(Code.BAD_SHARES, phase.accept(4, sign(4, RevealStage.A.type(), bad.encode())));
    run.revealed.remove(4);
    FinishedSession finished = run.revealB(run.revealA(phase, Set.of()), Set.of());
    assertThat(finished.pooled().sums(1)).contains(federation.plainSum(Set.of(0, 1, 2, 3, 4), 1));
  }

  @Test
  void a_reveal_that_opens_too_much_is_refused() {
    RevealAPhase phase = run.vote(run.mask(run.share(run.advertise()), Set.of()));
    Reveal honest = Reveal.decode(RevealStage.A, run.revealed.at(4).revealA().body());
    List<Reveal.DealerRow> rows = new ArrayList<>(honest.rows());
    List<Reveal.Cell> cells = new ArrayList<>(rows.get(2).cells());
    cells.set(0, new Reveal.Cell(true, cells.get(0).value()));
    rows.set(2, new Reveal.DealerRow(2, cells));
    Reveal greedy =
        new Reveal(RevealStage.A, honest.sid(), honest.h3(), honest.gateHash(), 4, rows);
    refused(Code.BAD_SHARES, phase.accept(4, sign(4, RevealStage.A.type(), greedy.encode())));
  }

  private SignedBody sign(int site, String type, byte[] body) {
    return SignedBody.sign(
        type, federation.proposed.sid(), site, body, federation.identities.get(site));
  }
}
