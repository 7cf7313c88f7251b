package org.fedval.coordinator.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.coordinator.store.SessionBodyRepository.StoredBody;
import org.fedval.coordinator.support.House;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.study.LockedStudy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnBodiesTest {
  @TempDir private Path folder;

  private House house;
  private SessionTerms terms;
  private OwnBodies own;

  @BeforeEach
  void two_sites_answered_a_proposal() throws Exception {
    house = new House(folder);
    house.enrol("a", "b", "c");
    Roster roster = house.publishRoster();
    Sha256Digest unused = house.uploadBundle();
    LockedStudy study = house.locked("s-1", roster);
    terms =
        SessionTerms.propose(
            house.coordinatorKey,
            roster,
            study.definition(),
            LockedStudy.FIRST_SLOT,
            1,
            study.layout(),
            new byte[0],
            new SessionProposal.Deadlines(1, 2, 3, 4),
            house.random);
    add(SigInput.COORDINATOR, SessionProposal.TYPE, terms.signedProposal());
    add(0, "Advertise", signed(1));
    add(1, "Advertise", signed(2));
    add(0, "Vote", signed(3));
    own = new OwnBodies(new SessionBodyRepository(house.database), house.rosters);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_site_is_told_its_own_bodies_and_nobody_elses() {
    assertThat(own.of("a", terms.sid())).containsExactly(signed(1), signed(3));
    assertThat(own.of("b", terms.sid())).containsExactly(signed(2));
    assertThat(own.of("c", terms.sid())).isEmpty();
  }

  @Test
  void a_stranger_and_a_session_that_never_was_give_nothing() {
    assertThat(own.of("nobody", terms.sid())).isEmpty();
    assertThat(own.of("a", terms.study().hash())).isEmpty();
  }

  private void add(int signer, String type, SignedBody body) {
    new SessionBodyRepository(house.database)
        .add(
            terms.sid().toByteArray(),
            terms.study().hash().toByteArray(),
            new StoredBody(signer, type, body, null),
            house.clock.instant());
  }

  private static SignedBody signed(int content) {
    return new SignedBody(new byte[] {(byte) content}, new byte[64]);
  }
}
