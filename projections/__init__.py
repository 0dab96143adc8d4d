"""What we show: live views by feature, each a pure fold over events. No clock, database or key inside."""
