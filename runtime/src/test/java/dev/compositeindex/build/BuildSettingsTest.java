package dev.compositeindex.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildSettingsTest {

    @Test
    void whatIsNotSetHasItsDefault() {
        assertThat(BuildSettings.from(name -> null)).isEqualTo(BuildSettings.DEFAULT);
        assertThat(BuildSettings.from(name -> "  ")).isEqualTo(BuildSettings.DEFAULT);
        assertThat(BuildSettings.DEFAULT).isEqualTo(new BuildSettings(null, 200, Duration.ofSeconds(10)));
    }

    @Test
    void allCanBeSet() {
        assertThat(BuildSettings.from(Map.of(
                        "compositeindex.patience", "30m",
                        "compositeindex.query-length", "0",
                        "compositeindex.progress-interval", " 1m ")::get))
                .isEqualTo(new BuildSettings(Duration.ofMinutes(30), 0, Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @CsvSource({"30m, PT30M", "90s, PT90S", "2h, PT2H", "2 H, PT2H", "PT30M, PT30M", "pt1h5m, PT1H5M", "PT0.5S, PT0.5S"
    })
    void durations(String text, Duration duration) {
        assertThat(BuildSettings.from(Map.of("compositeindex.patience", text)::get)
                        .patience())
                .isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30",
                "m",
                "30 minutes",
                "-30m",
                "0s",
                "PT0S",
                "PT-1S",
                "1.5h",
                "none",
                "9999999h",
                "99999999999h"
            })
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> BuildSettings.from(Map.of("compositeindex.patience", text)::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("compositeindex.patience=" + text + ": must be a duration such as 90s, 30m, 2h or PT30M");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "all", "99999999999"})
    void whatIsNoLengthIsRefused(String text) {
        assertThatThrownBy(() -> BuildSettings.from(Map.of("compositeindex.query-length", text)::get))
                .hasMessage("compositeindex.query-length=" + text + ": must be a number of characters, from 0 on");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThatThrownBy(() -> BuildSettings.from(name -> "x"))
                .hasMessage("compositeindex.patience=x: must be a duration such as 90s, 30m, 2h or PT30M;"
                        + " compositeindex.query-length=x: must be a number of characters, from 0 on;"
                        + " compositeindex.progress-interval=x: must be a duration such as 10s, 1m or PT1M;"
                        + " compositeindex.parallel=x: must be a number of builds, from 1 on");
    }

    @Test
    void thereIsAtLeastOneBuild() {
        assertThat(BuildSettings.from(name -> null).parallel()).isEqualTo(1);
        assertThat(BuildSettings.from(Map.of("compositeindex.parallel", "3")::get)
                        .parallel())
                .isEqualTo(3);
        assertThatThrownBy(() -> BuildSettings.from(Map.of("compositeindex.parallel", "0")::get))
                .hasMessage("compositeindex.parallel=0: must be a number of builds, from 1 on");
    }
}
