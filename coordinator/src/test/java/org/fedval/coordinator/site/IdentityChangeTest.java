package org.fedval.coordinator.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fedval.coordinator.store.IdentityRepository;
import org.fedval.coordinator.support.House;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedRotation;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SubmitOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityChangeTest {
  @TempDir private Path folder;

  private House house;
  private SigningKey old;
  private SigningKey successor;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder);
    house.enrol("a", "b", "c");
    old = house.identities.get("a");
    successor = SigningKey.generate(house.random);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void the_next_roster_version_has_the_new_key() {
    Roster before = house.publishRoster();

    assertThat(change().rotate("a", SignedRotation.sign("a", old, successor, 1)))
        .isEqualTo(new SubmitOutcome.Accepted(false));

    Roster after = house.publishRoster();
    assertThat(after.version()).isEqualTo(before.version() + 1);
    assertThat(after.identity(0)).isEqualTo(successor.verifyingKey());
    assertThat(after.identity(1)).isEqualTo(before.identity(1));
  }

  @Test
  void the_pair_is_kept_and_told_to_sites_also_after_a_restart() {
    SignedRotation rotation = SignedRotation.sign("a", old, successor, 1);
    change().rotate("a", rotation);
    house.restart();
    IdentityRepository identities = new IdentityRepository(house.database);
    RosterBook book =
        new RosterBook(
            house.sites,
            house.rosterRows,
            house.coordinatorKey,
            java.util.List::of,
            identities::rotations);

    assertThat(book.greeting()).containsExactly(new SiteInstruction.RotationPublished(rotation));
  }

  @Test
  void the_same_keys_again_are_a_duplicate() {
    change().rotate("a", SignedRotation.sign("a", old, successor, 1));

    assertThat(change().rotate("a", SignedRotation.sign("a", old, successor, 2)))
        .isEqualTo(new SubmitOutcome.Accepted(true));
    assertThat(new IdentityRepository(house.database).rotations()).hasSize(1);
  }

  @Test
  void a_site_changes_its_own_enrolled_key_only() {
    refused(change().rotate("b", SignedRotation.sign("a", old, successor, 1)), "OTHER_SITE");
    refused(change().rotate("b", SignedRotation.sign("b", old, successor, 1)), "OTHER_IDENTITY");
    refused(
        change()
            .rotate("a", SignedRotation.sign("a", SigningKey.generate(house.random), successor, 1)),
        "OTHER_IDENTITY");
  }

  @Test
  void both_keys_sign() {
    SignedRotation good = SignedRotation.sign("a", old, successor, 1);
    SignedRotation bad =
        SignedRotation.of(
            good.byOld().body(), good.byOld().signatureOctets(), good.byOld().signatureOctets());

    refused(change().rotate("a", bad), "SIGNATURE");
  }

  @Test
  void a_key_that_was_used_before_is_refused() {
    refused(
        change().rotate("a", SignedRotation.sign("a", old, house.identities.get("b"), 1)),
        "DUPLICATE");
    change().rotate("a", SignedRotation.sign("a", old, successor, 1));
    refused(change().rotate("a", SignedRotation.sign("a", successor, old, 2)), "DUPLICATE");
  }

  private IdentityChange change() {
    return new IdentityChange(house.sites, new IdentityRepository(house.database), house.clock);
  }

  private static void refused(SubmitOutcome outcome, String code) {
    assertThat(outcome).isInstanceOf(SubmitOutcome.Refused.class);
    assertThat(((SubmitOutcome.Refused) outcome).code()).isEqualTo(code);
  }
}
