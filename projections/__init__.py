"""What we show: live views by feature, pure folds over events."""
