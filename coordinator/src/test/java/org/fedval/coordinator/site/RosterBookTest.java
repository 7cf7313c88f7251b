package org.fedval.coordinator.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fedval.coordinator.support.House;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterBookTest {
  @TempDir private Path folder;

  private House house;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void without_sites_there_is_no_roster() {
    assertThat(house.rosters.publish("r")).isEmpty();
    assertThat(house.rosters.current()).isEmpty();
  }

  @Test
  void a_roster_is_signed_by_the_coordinator_and_sorted_by_site() {
    house.enrol("site-9", "b", "site-10", "a");

    SignedBody signed = house.rosters.publish("r").orElseThrow();
    Roster roster = Roster.decode(signed.body());

    assertThat(roster.members())
        .extracting(Roster.Member::siteId)
        .containsExactly("a", "b", "site-10", "site-9");
    assertThat(roster.coordinator()).isEqualTo(house.coordinatorKey.verifyingKey());
    assertThat(
            house
                .coordinatorKey
                .verifyingKey()
                .verifies(
                    SigInput.outsideByCoordinator(Roster.TYPE, signed.body()),
                    signed.signatureOctets()))
        .isTrue();
    assertThat(roster.identity(0)).isEqualTo(house.identities.get("a").verifyingKey());
  }

  @Test
  void a_new_version_has_every_site_and_the_old_one_stays_readable() {
    house.enrol("a");
    Roster first = house.publishRoster();
    house.enrol("b");
    Roster second = house.publishRoster();

    assertThat(first.version()).isEqualTo(1);
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.size()).isEqualTo(2);
    assertThat(Roster.decode(house.rosters.current().orElseThrow().body())).isEqualTo(second);
    assertThat(Roster.decode(house.rosters.find(first.hash()).orElseThrow().body()))
        .isEqualTo(first);
  }
}
